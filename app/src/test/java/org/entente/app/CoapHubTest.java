// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.entente.app.CoapHub.json;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import org.entente.bindings.coap.CoapConfiguration;
import org.entente.bindings.coap.CoapLimits;
import org.entente.bindings.coap.CoapMca;
import org.entente.bindings.coap.CoapServer;
import org.entente.bindings.wire.Admission;
import org.entente.bindings.wire.Admittance;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.entente.security.Credentials;
import org.entente.security.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A whole hub over CoAP. */
class CoapHubTest {
    private static final String AE = "{'m2m:ae':{'rn':'sensor','api':'Nx','rr':%s,'srv':['4']%s}}";

    private final List<String> told = new CopyOnWriteArrayList<>();

    @TempDir
    private Path data = Path.of(".");

    private Response listen(Request request) {
        told.add(request.content().toString());
        return Response.of(request, ResultCode.OK);
    }

    private static void create(CoapMca mca, String to, int type, String content) {
        var response = mca.send(
                Request.create(to, "Csensor", type, json(content)).withId("r" + to.hashCode() + content.hashCode()));
        assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.CREATED);
    }

    @Test
    @Spec({"TS-0008 §6.3.1", "TS-0008 §6.3.2"})
    void application_is_told_at_its_point_of_access() throws Exception {
        try (var hub = new CoapHub(data);
                var mca = hub.connect(this::listen)) {
            create(mca, "cse-in", 2, AE.formatted("true", ",'poa':['" + mca.pointOfAccess() + "']"));
            create(mca, "cse-in/sensor", 3, "{'m2m:cnt':{'rn':'box'}}");
            create(mca, "cse-in/sensor/box", 23, "{'m2m:sub':{'rn':'watch','enc':{'net':[3]},'nu':['Csensor']}}");

            create(mca, "cse-in/sensor/box", 4, "{'m2m:cin':{'con':'21.5'}}");

            await().atMost(CoapHub.PATIENCE).until(() -> told.stream().anyMatch(each -> each.contains("21.5")));
        }
    }

    @Test
    @Spec({"TS-0008 §6.3.1", "TS-0004 §7.4.22.2.2"})
    void application_behind_a_firewall_fetches_its_notices_by_long_polls() throws Exception {
        try (var hub = new CoapHub(data);
                var mca = hub.connect()) {
            create(mca, "cse-in", 2, AE.formatted("false", ""));
            create(mca, "cse-in/sensor", 15, "{'m2m:pch':{'rn':'channel'}}");
            create(mca, "cse-in/sensor", 3, "{'m2m:cnt':{'rn':'box'}}");
            create(mca, "cse-in/sensor/box", 23, "{'m2m:sub':{'rn':'watch','enc':{'net':[3]},'nu':['Csensor']}}");
            var poll = new FutureTask<>(() -> mca.send(
                    Request.retrieve("cse-in/sensor/channel/pcu", "Csensor").withId("poll")));
            Thread.ofVirtual().start(poll);

            create(mca, "cse-in/sensor/box", 4, "{'m2m:cin':{'con':'21.5'}}");

            var got = poll.get();
            assertThat(got.code()).as(got.sentence()).isEqualTo(ResultCode.OK);
            assertThat(got.content().toString()).contains("21.5");
        }
    }

    @Test
    @Spec("TS-0008 §6.5")
    void large_answer_comes_in_blocks() throws Exception {
        try (var hub = new CoapHub(data);
                var mca = hub.connect()) {
            create(mca, "cse-in", 2, AE.formatted("false", ""));
            create(mca, "cse-in/sensor", 3, "{'m2m:cnt':{'rn':'box'}}");
            create(mca, "cse-in/sensor/box", 4, "{'m2m:cin':{'con':'" + "x".repeat(20_000) + "'}}");

            var latest =
                    mca.send(Request.retrieve("cse-in/sensor/box/la", "Csensor").withId("r1"));

            assertThat(((Value.Fields) latest.content().find("m2m:cin").orElseThrow())
                            .text("con")
                            .orElseThrow())
                    .hasSize(20_000);
        }
    }

    @Test
    @Spec({"TS-0008 §6.3.2", "RFC 8323 §8.2"})
    void application_is_told_over_tcp() throws Exception {
        var streams = new CoapConfiguration.Streams(Optional.empty());
        var listener = new CoapConfiguration.Listener("127.0.0.1", 0, Admission.ANYBODY, streams);
        var config = new CoapConfiguration(List.of(listener), CoapLimits.DEFAULT, CoapHub.PATIENCE);
        var home = new Home("/id-in", "entente.example");
        var nobody = Credentials.open(data.resolve("nobodys"), new SecureRandom(), InstantSource.system());
        try (var hub = new CoapHub(data, "coap.tcp.port=0");
                var mca = hub.connect("coap+tcp");
                var entity = CoapServer.start(config, new Admittance(nobody, home), ResourceTypes.standard())) {
            entity.serve(this::listen);
            create(
                    mca,
                    "cse-in",
                    2,
                    AE.formatted("true", ",'poa':['" + entity.addresses().getFirst() + "']"));
            create(mca, "cse-in/sensor", 3, "{'m2m:cnt':{'rn':'box'}}");
            create(mca, "cse-in/sensor/box", 23, "{'m2m:sub':{'rn':'watch','enc':{'net':[3]},'nu':['Csensor']}}");

            create(mca, "cse-in/sensor/box", 4, "{'m2m:cin':{'con':'21.5'}}");

            await().atMost(CoapHub.PATIENCE).until(() -> told.stream().anyMatch(each -> each.contains("21.5")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coap", "coap+tcp"})
    void command_line_asks_over(String scheme) throws Exception {
        try (var hub = new CoapHub(data, "coap.tcp.port=0")) {
            assertThat(request("Csensor", hub.address(scheme).toString())).startsWith("4103");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coaps", "coap+dtls"})
    void command_line_shows_a_key_over(String scheme) throws Exception {
        var owner = PosixFilePermissions.fromString("rw-------");
        var peers = Files.writeString(data.resolve("peers"), "psk sensor 0102030405060708 Csensor\n");
        var own = Files.writeString(data.resolve("own"), "sensor 0102030405060708\n");
        for (var each : List.of(peers, own)) Files.setPosixFilePermissions(each, owner);
        try (var hub = new CoapHub(data, "coap.dtls.port=0", "coap.dtls.keys-file=" + peers)) {
            var place = scheme + "://127.0.0.1:" + hub.address("coaps").getPort();

            assertThat(request("Csensor", place, "--psk-file", own.toString())).contains("no privilege");
            assertThat(request("Cother", place, "--psk-file", own.toString())).contains("4106");
        }
    }

    private static String request(String from, String place, String... further) {
        var words = new ArrayList<>(List.of("request", "retrieve", "cse-in", "--from", from, "--over", place));
        words.addAll(List.of(further));
        return Ran.command(words).out();
    }
}
