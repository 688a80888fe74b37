// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * A fleet of LwM2M devices: what it costs the hub that each reports once a minute to somebody, how long a value takes from
 * the device to who subscribed, and what happens when all come back at once.
 */
final class DeviceRows implements RowGroup {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int PAUSE_MILLIS = 20;
    private static final int ASKING_AT_ONCE = 8;
    private static final String OPERATOR = "CBench";

    @Override
    public void measure(Bed bed) throws Exception {
        int port = freePort();
        try (var hub = Hub.start(
                        Files.createDirectory(bed.folder().resolve("fleet")),
                        "lwm2m.enabled=true",
                        "lwm2m.coap-port=" + port,
                        "lwm2m.coaps-port=-1",
                        "interworking.operators=" + OPERATOR);
                var crowd = new Crowd(bed.devices(), new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            new Fleet(bed, hub, crowd).measure();
        }
    }

    private static int freePort() throws SocketException {
        try (var socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** One run, from the first registration on. */
    private static final class Fleet {
        private final Bed bed;
        private final Hub hub;
        private final Crowd crowd;
        private final String all;
        private final BitSet heard = new BitSet();
        private Latencies latencies = new Latencies();

        Fleet(Bed bed, Hub hub, Crowd crowd) {
            this.bed = bed;
            this.hub = hub;
            this.crowd = crowd;
            this.all = "%,d LwM2M devices ".formatted(bed.devices());
        }

        void measure() throws Exception {
            var target = BareServer.start(new byte[0], this::hear);
            try {
                appear(target.getURI());
                report();
                comeBack();
            } finally {
                target.stop();
            }
        }

        private void appear(URI target) throws Exception {
            long begin = System.nanoTime();
            crowd.register();
            await(() -> crowd.registered() == bed.devices(), "the devices register");
            note("appear at once for the first time: until all are registered", begin);
            subscribe(target);
            note("appear at once for the first time: until all are resources with a subscription", begin);
            await(() -> crowd.observed() == bed.devices(), "the devices are observed");
            note("appear at once for the first time: until all are observed", begin);
        }

        private void report() throws Exception {
            crowd.report(PERIOD);
            Thread.sleep(PERIOD); // to get warm
            int rounds = bed.rounds();
            var cores = new double[rounds];
            var median = new double[rounds];
            var slow = new double[rounds];
            for (int i = 0; i < rounds; i++) {
                forget();
                long begin = System.nanoTime();
                double cpu = hub.cpuSeconds();
                Thread.sleep(PERIOD);
                cores[i] = (hub.cpuSeconds() - cpu) / seconds(begin);
                var measured = forget();
                median[i] = measured.millis(0.5);
                slow[i] = measured.millis(0.99);
            }
            var card = bed.card();
            card.below(0.5, all + "report once a minute: processor of the hub", "cores", new Rounds(cores));
            card.below(20, all + "report: from the device to the subscriber, p50", "ms", new Rounds(median));
            card.note(all + "report: from the device to the subscriber, p99", "ms", new Rounds(slow));
            card.note(all + "report: resident memory", "MB", new Rounds(hub.residentMegabytes()));
        }

        private void comeBack() throws Exception {
            long begin = System.nanoTime();
            crowd.register();
            await(() -> crowd.registered() == bed.devices(), "the devices register again");
            double registered = seconds(begin);
            bed.card().below(120, all + "come back at once: until all are registered", "s", new Rounds(registered));
            await(() -> crowd.observed() == bed.devices(), "the devices are observed again");
            double observed = seconds(begin);
            bed.card().below(120, all + "come back at once: until all are observed again", "s", new Rounds(observed));
            forget();
            crowd.report(PERIOD);
            await(() -> heard() == bed.devices(), "each device is heard again");
            bed.card().note(all + "come back at once: heard again by who subscribed", "devices", new Rounds(heard()));
        }

        private void note(String what, long beginNanos) {
            bed.card().note(all + what, "s", new Rounds(seconds(beginNanos)));
        }

        /** A notice names the device in its path. */
        private synchronized void hear(String path) {
            int device = Integer.parseInt(path.substring(1));
            long reported = crowd.reportedNanos(device);
            if (reported == 0) return;
            latencies.add(System.nanoTime() - reported);
            heard.set(device);
        }

        private synchronized Latencies forget() {
            var measured = latencies;
            latencies = new Latencies();
            heard.clear();
            return measured;
        }

        private synchronized int heard() {
            return heard.cardinality();
        }

        /** To each device, as soon as it is there. */
        private void subscribe(URI target) throws Exception {
            try (var http = HttpClient.newHttpClient();
                    var threads = Executors.newFixedThreadPool(ASKING_AT_ONCE)) {
                var asked = new ArrayList<Future<?>>();
                for (int i = 0; i < bed.devices(); i++) {
                    var request = subscription(target.resolve("/" + i), i);
                    asked.add(threads.submit(() -> {
                        awaitCreated(http, request);
                        return true;
                    }));
                }
                for (var each : asked) each.get();
            }
        }

        private HttpRequest subscription(URI target, int device) {
            var path = Forest.ROOT + "/" + Thermometer.name(device) + "/thermometer/temperature";
            var body = "{\"m2m:sub\":{\"nu\":[\"" + target + "\"],\"enc\":{\"net\":[1]}}}";
            return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + hub.port() + "/" + path))
                    .header("X-M2M-Origin", OPERATOR)
                    .header("X-M2M-RI", "s" + device)
                    .header("X-M2M-RVI", "3")
                    .header("Content-Type", "application/json;ty=23")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
        }

        private static void awaitCreated(HttpClient http, HttpRequest request) throws Exception {
            long end = System.nanoTime() + PATIENCE.toNanos();
            var response = http.send(request, HttpResponse.BodyHandlers.ofString());
            while (response.statusCode() != 201) {
                if (System.nanoTime() > end) throw new IOException(request.uri() + ": " + response.body());
                Thread.sleep(PAUSE_MILLIS);
                response = http.send(request, HttpResponse.BodyHandlers.ofString());
            }
        }

        private static void await(BooleanSupplier condition, String what) throws Exception {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!condition.getAsBoolean()) {
                if (System.nanoTime() > end) throw new IOException("in vain: " + what);
                Thread.sleep(PAUSE_MILLIS);
            }
        }

        private static double seconds(long beginNanos) {
            return (System.nanoTime() - beginNanos) / 1e9;
        }
    }
}
