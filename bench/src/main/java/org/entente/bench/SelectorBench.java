// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.bench.Bed.CONNECTIONS;
import static org.entente.bench.Bed.SEED;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ThreadPool;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/** What Jetty's ways to handle a request cost: {@code BENCH_MAIN=SelectorBench bench/run}. See decision 0063. */
public final class SelectorBench {
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final int WARM_UPS = 5;
    private static final int ROUNDS = 7;
    private static final int HOT = 10_000;
    private static final byte[] BODY = new byte[300];

    /** A way to handle requests. */
    private enum Way {
        THREAD_FOR_EACH(1),
        THREAD_FOR_EACH_TWO_SELECTORS(2),
        BY_THE_SELECTOR(1),
        BY_TWO_SELECTORS(2),
        HANDED_ON_BY_TWO_SELECTORS(2),
        PLATFORM_THREADS(1);

        private final int selectors;

        Way(int selectors) {
            this.selectors = selectors;
        }

        Handler handler() {
            return switch (this) {
                case THREAD_FOR_EACH, THREAD_FOR_EACH_TWO_SELECTORS, PLATFORM_THREADS ->
                    new Handler.Abstract() {
                        @Override
                        public boolean handle(Request request, Response response, Callback callback) {
                            return answered(response, callback);
                        }
                    };
                case BY_THE_SELECTOR, BY_TWO_SELECTORS ->
                    new Handler.Abstract.NonBlocking() {
                        @Override
                        public boolean handle(Request request, Response response, Callback callback) {
                            return answered(response, callback);
                        }
                    };
                case HANDED_ON_BY_TWO_SELECTORS ->
                    new Handler.Abstract.NonBlocking() {
                        @Override
                        public boolean handle(Request request, Response response, Callback callback) {
                            request.getComponents().getExecutor().execute(() -> answered(response, callback));
                            return true;
                        }
                    };
            };
        }

        ThreadPool threads() {
            if (this == PLATFORM_THREADS) return new QueuedThreadPool();
            var threads = new VirtualThreadPool(0);
            threads.setTracking(false);
            return threads;
        }
    }

    private record Contender(Way way, Bare server, Side side, List<Double> rates) {}

    private SelectorBench() {}

    /** Measures all ways in turns; with the name of one as its argument it is the server. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length > 0) serve(Way.valueOf(arguments[0]));
        else measure();
    }

    private static boolean answered(Response response, Callback callback) {
        response.write(true, ByteBuffer.wrap(BODY), callback);
        return true;
    }

    private static void serve(Way way) throws Exception {
        var server = new org.eclipse.jetty.server.Server(way.threads());
        var connector = new ServerConnector(server, -1, way.selectors);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(way.handler());
        server.start();
        System.out.println("port " + connector.getLocalPort());
        server.join();
    }

    private static void measure() throws Exception {
        var all = new ArrayList<Contender>();
        for (var way : Way.values()) {
            var child = Child.main(SelectorBench.class, way.name());
            var server = new Bare(child, Integer.parseInt(child.await("port")));
            var side = new Side(server, CONNECTIONS, Script.retrieves(HOT, SEED), ROUND);
            all.add(new Contender(way, server, side, new ArrayList<>()));
        }
        for (int i = 0; i < WARM_UPS; i++) for (var each : all) each.side().once();
        for (var each : all) each.side().forget();
        for (int i = 0; i < ROUNDS; i++)
            for (var each : all) each.rates().add(each.side().once());
        for (var each : all) {
            each.rates().sort(null);
            System.out.printf(
                    "%-30s %,9.0f 1/s %6.1f µs%n",
                    each.way(),
                    each.rates().get(ROUNDS / 2),
                    each.side().cpuMicros().median());
            each.server().close();
        }
    }
}
