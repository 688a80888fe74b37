// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.entente.bindings.coap.CoapClientConfig;
import org.entente.bindings.coap.CoapMca;
import org.entente.bindings.coap.Dtls;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.primitive.Request;
import org.entente.security.Authority;
import org.entente.security.Tls;
import org.entente.security.TlsFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** CoAP with some of its bytes changed, over each of its carriers: no fault, nothing left behind, and the hub goes on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoapMutationsTest {
    private static final int EACH = 500;
    private static final int FEW = 20;
    private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");
    private static final String IDENTITY = "app";

    private static final List<String> VALID = List.of(
            "GET cse-in/app/box 279=Capp 283=r1 271=4",
            "GET cse-in/app/box/la 279=Capp 283=r1 17:32",
            "GET ~/id-in/cse-in/app 279=Capp 283=r1 15=fu=1 15=ty=3+4 15=lbl=a+b 15=cra=20200101T000000",
            "GET cse-in/app 279=Capp 283=r1 15=rcn=4 15=lim=5 15=lvl=2 291=20991122T120000 259=20261122T120000",
            "POST cse-in/app 279=Capp 283=r1 267:03 12:32 \"{'m2m:cnt':{'mni':10,'lbl':['a:b','c']}}\"",
            "POST cse-in/app/box 279=Capp 283=r1 267:04 12:32 \"{'m2m:cin':{'con':{'a':[1,2.5e3,true,null]}}}\"",
            "POST cse-in/app/box 279=Capp 283=r1 267:17 12:32 \"{'m2m:sub':{'nu':['Capp'],'enc':{'net':[1,3]}}}\"",
            "POST cse-in/app 279=Capp 283=r1 12:32 \"{'m2m:sgn':{'nev':{'rep':{},'net':1},'sur':'x'}}\"",
            "POST cse-in/app 279=Capp 283=r1 15=op=2 15=rt=1 263=coap://127.0.0.1:1/x",
            "PUT cse-in/app/box 279=Capp 283=r1 12:32 \"{'m2m:cnt':{'mni':5,'lbl':['x'],'or':null}}\"",
            "PUT cse-in/app/box 279=Capp 283=r1 12:32 27:0e 60:1000 \"{'m2m:cnt':{'mni':5}}\"",
            "DELETE cse-in/app/box/la 279=Capp 283=r1");

    private SSLContext tls;
    private CoapHub hub;

    /** What CoAP travels in. */
    enum Carrier {
        UDP("coap"),
        DTLS("coaps"),
        TCP("coap+tcp"),
        TLS("coaps+tcp");

        private final String scheme;

        Carrier(String scheme) {
            this.scheme = scheme;
        }
    }

    /** Sends one message that is not as it should be. */
    @FunctionalInterface
    private interface Striker extends AutoCloseable {
        void strike(int number, Random random) throws IOException;

        @Override
        default void close() throws IOException {}
    }

    @ParameterizedTest
    @EnumSource
    @Spec({"TS-0004 §6.6", "RFC 7252 §3", "RFC 8323 §3.2", "RFC 6347 §4"})
    void meet_no_fault_and_leave_nothing_behind_over(Carrier carrier) throws Exception {
        run(carrier, Long.getLong("entente.seed", 20_261_122L), 2_000);
    }

    @ParameterizedTest
    @EnumSource
    @Tag("full")
    @Spec({"TS-0004 §6.6", "RFC 7252 §3", "RFC 8323 §3.2", "RFC 6347 §4"})
    void meet_no_fault_and_leave_nothing_behind_in_the_long_run_over(Carrier carrier) throws Exception {
        run(carrier, new Random().nextLong(), 100_000);
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        var authority = Authority.in(folder, InstantSource.system(), new SecureRandom(), Duration.ofDays(1));
        var own = authority.server("hub", List.of("127.0.0.1"), Optional.empty(), Duration.ofDays(1));
        var keys = "psk " + IDENTITY + " " + HexFormat.of().formatHex(KEY) + " C*\n";
        tls = Tls.client(TlsFiles.client(authority.certificate()), InstantSource.system());
        hub = new CoapHub(
                folder.resolve("data"),
                "access.base=all:retrieve",
                "coap.tcp.port=0",
                "coap.tls.port=0",
                "coap.dtls.port=0",
                "coap.dtls.keys-file=" + HubUnderTest.secretFile(folder.resolve("keys"), keys),
                "coap.dtls.certificates=" + own.certificate(),
                "coap.dtls.key=" + own.key());
        hub.hub().fill();
    }

    @AfterAll
    void stop() throws IOException {
        hub.close();
    }

    private void run(Carrier carrier, long seed, int times) throws Exception {
        System.out.println("mutated CoAP over " + carrier + ": seed " + seed);
        var random = new Random(seed);
        var place = hub.address(carrier.scheme);
        demandAlive(place, seed);
        var before = Footprint.now();
        try (var striker = striker(carrier, place, seed)) {
            for (int i = 0; i < times; i++) {
                striker.strike(i, random);
                if (i % EACH == 0) demandAlive(place, seed);
            }
        }
        demandAlive(place, seed);
        before.awaitAgain("CoAP over " + carrier + ", seed " + seed);
    }

    private Striker striker(Carrier carrier, URI place, long seed) throws IOException {
        return switch (carrier) {
            case UDP -> new Plain(new Datagrams(place), seed);
            case DTLS -> new Secured(place, new Associated(place, IDENTITY, KEY), seed);
            case TCP -> (number, random) -> stream(new Socket(place.getHost(), place.getPort()), frame(number, random));
            case TLS -> new OverTls(place, tls, clientHello(place, tls));
        };
    }

    private static byte[] datagram(int number, Random random) {
        return Mutation.of(BadCoap.datagram(valid(random), number & 0xFFFF), 4, random);
    }

    private static byte[] frame(int number, Random random) {
        return Mutation.of(BadCoap.streamed(valid(random), number & 0xFFFF), 1, random);
    }

    private static String valid(Random random) {
        return VALID.get(random.nextInt(VALID.size()));
    }

    /** Over a connection of its own, on which nothing more comes; waits until the hub has closed it too. */
    private static void stream(Socket socket, byte[] bytes) throws IOException {
        try (socket) {
            socket.setSoTimeout((int) CoapHub.PATIENCE.toMillis());
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (SocketException | SSLException shutOut) {
            // before it had said everything
        }
    }

    private record Plain(Datagrams socket, long seed) implements Striker {
        @Override
        public void strike(int number, Random random) throws IOException {
            socket.send(datagram(number, random));
            if (number % FEW != 0) return;
            for (var header = socket.hear(1); header.isPresent(); header = socket.hear(1))
                assertThat(header.get().isFault()).as("seed %d", seed).isFalse();
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    /** Half of it within an association, the other half by strangers who have none or stop on the way to one. */
    private record Secured(URI hub, Associated association, long seed) implements Striker {
        @Override
        public void strike(int number, Random random) throws IOException {
            if (number % 2 == 0) strikeWithin(number, random);
            else strikeFromOutside(number, random);
        }

        private void strikeWithin(int number, Random random) {
            association.send(datagram(number, random));
            for (var header = association.heard(); header.isPresent(); header = association.heard())
                assertThat(header.get().isFault()).as("seed %d", seed).isFalse();
        }

        private void strikeFromOutside(int number, Random random) throws IOException {
            var datagrams = RawDtls.datagrams(IDENTITY);
            try (var stranger = new RawDtls(hub)) {
                if (number % FEW == 1) stranger.greet();
                stranger.send(Mutation.of(datagrams.get(random.nextInt(datagrams.size())), 1, random));
            }
        }

        @Override
        public void close() {
            association.close();
        }
    }

    /** A few of it behind a handshake, the rest instead of one. */
    private record OverTls(URI hub, SSLContext tls, byte[] hello) implements Striker {
        @Override
        public void strike(int number, Random random) throws IOException {
            if (number % FEW == 0)
                stream(tls.getSocketFactory().createSocket(hub.getHost(), hub.getPort()), frame(number, random));
            else stream(new Socket(hub.getHost(), hub.getPort()), Mutation.of(hello, 1, random));
        }
    }

    /** What a client of TLS says first. */
    private static byte[] clientHello(URI hub, SSLContext tls) throws IOException {
        var engine = tls.createSSLEngine(hub.getHost(), hub.getPort());
        engine.setUseClientMode(true);
        engine.beginHandshake();
        var hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        var bytes = new byte[hello.flip().remaining()];
        hello.get(bytes);
        return bytes;
    }

    /** By a client that is new, over an association or a connection of its own; it asks for what no mutant can delete. */
    private void demandAlive(URI place, long seed) {
        var config = CoapClientConfig.DEFAULT
                .withTls(Optional.of(tls))
                .withDtls(Optional.of(Dtls.with(new Dtls.SharedKey(IDENTITY, KEY))));
        try (var mca = new CoapMca(place, CoapHub.PATIENCE, config)) {
            var response = mca.send(Request.retrieve("cse-in", "Capp").withId("alive"));
            assertThat(response.code())
                    .as("seed %d: %s", seed, response.sentence())
                    .isEqualTo(ResultCode.OK);
        }
    }
}
