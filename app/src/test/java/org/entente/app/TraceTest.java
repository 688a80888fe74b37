// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.app.HubUnderTest.ADMIN;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.entente.app.trace.Recorder;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.Outbound;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorder of primitives. */
class TraceTest {
    private static final Mca CSE = request -> Response.of(request, ResultCode.OK);
    private static final Outbound DEAF = (_, _, _) -> new Outbound.Delivery.Unreachable("nobody there");

    private final Recorder recorder = new Recorder(4, "/id-in", InstantSource.system());

    private static Request secretive() {
        var content = Value.field("m2m:cin", Value.field("con", Value.of("top secret")));
        return Request.create("cse-in/box?token=hidden", "Capp", 4, content).withId("r1");
    }

    @Test
    void lines_tell_who_asked_what_and_how_it_ended_but_no_values() {
        recorder.incoming(CSE).send(secretive());

        assertThat(recorder.text().lines())
                .satisfiesExactly(
                        asked -> assertThat(asked).endsWith("Capp -> /id-in  CREATE cse-in/box ty=4 m2m:cin{con} [r1]"),
                        answered -> assertThat(answered).endsWith("/id-in --> Capp  2000 OK [r1]"));
        assertThat(recorder.text() + recorder.svg()).doesNotContain("secret").doesNotContain("hidden");
    }

    @Test
    void what_leaves_is_told_with_the_place_it_goes_to_alone() {
        var way = recorder.outgoing(Map.of("http", DEAF)).values().iterator().next();
        way.send(
                "http://user:word@10.0.0.1:9/hook?key=1",
                Request.notification("http://10.0.0.1:9/hook", "/id-in", Value.Fields.EMPTY),
                Duration.ZERO);

        assertThat(recorder.text())
                .contains("/id-in -> http://10.0.0.1:9  NOTIFY")
                .contains("http://10.0.0.1:9 --> /id-in  no answer")
                .doesNotContain("word")
                .doesNotContain("hook");
    }

    @Test
    void what_applications_inside_are_told_and_what_goes_over_their_connections_is_told_too() {
        var entities = new LocalEntities(recorder);
        entities.attach("Cinside", CSE);
        entities.connect("Cbrowser", DEAF);
        var notice =
                Request.notification("Cinside", "/id-in", Value.Fields.EMPTY).withId("n1");

        entities.find("Cinside").orElseThrow().send(notice);
        entities.connection("Cbrowser").orElseThrow().send("Cbrowser", notice.toward("Cbrowser"), Duration.ZERO);

        assertThat(recorder.text().lines())
                .satisfiesExactly(
                        told -> assertThat(told).endsWith("/id-in -> Cinside  NOTIFY Cinside [n1]"),
                        answered -> assertThat(answered).endsWith("Cinside --> /id-in  2000 OK [n1]"),
                        sent -> assertThat(sent).endsWith("/id-in -> Cbrowser  NOTIFY Cbrowser [n1]"),
                        lost -> assertThat(lost).endsWith("Cbrowser --> /id-in  no answer"));
    }

    @Test
    void what_has_seen_an_attachment_lets_go_of_it() {
        var entities = new LocalEntities(recorder);
        entities.attach("Cinside", CSE).close();
        entities.connect("Cbrowser", DEAF).close();

        assertThat(entities.find("Cinside")).isEmpty();
        assertThat(entities.connection("Cbrowser")).isEmpty();
    }

    @Test
    void poll_tells_what_it_brings_and_what_was_answered() {
        var notice = Request.notification("Capp", "/id-in", Value.Fields.EMPTY).withId("n1");
        var cse = recorder.incoming(request -> request.operation() == Operation.RETRIEVE
                ? Response.of(request, ResultCode.OK, Value.field("m2m:rqp", Primitives.fields(notice)))
                : Response.of(request, ResultCode.OK));
        var answer = Value.field("m2m:rsp", Primitives.fields(Response.of(notice, ResultCode.OK)));

        cse.send(Request.retrieve("ch/pcu", "Capp").withId("r1"));
        assertThat(recorder.text().lines().toList().getLast()).endsWith("/id-in -> Capp  NOTIFY Capp [n1]");

        cse.send(Request.notification("ch/pcu", "Capp", answer).withId("r2"));
        assertThat(recorder.text()).contains("Capp --> /id-in  2000 OK [n1]");
    }

    @Test
    void what_is_carried_and_cannot_be_read_hinders_nobody() {
        var nonsense = Value.field("m2m:rsp", Value.field("rsc", Value.of("none")));

        var response = recorder.incoming(CSE)
                .send(Request.notification("ch/pcu", "Capp", nonsense).withId("r2"));

        assertThat(response.code()).isEqualTo(ResultCode.OK);
        assertThat(recorder.text().lines()).hasSize(2);
    }

    @Test
    void a_refusal_is_told_by_its_word() {
        recorder.incoming(request ->
                        Response.of(request, Refused.badRequest("mni is wrong").about("mni")))
                .send(secretive());

        assertThat(recorder.text()).contains("4000 BAD_REQUEST attribute.value mni [r1]");
    }

    @Test
    void only_the_last_are_kept() {
        var cse = recorder.incoming(CSE);
        for (int i = 1; i <= 5; i++) cse.send(secretive().withId("r" + i));

        assertThat(recorder.text().lines()).hasSize(4).allMatch(line -> line.contains("[r4]") || line.contains("[r5]"));
    }

    @Test
    void the_diagram_is_an_image_whatever_strangers_call_themselves() throws Exception {
        recorder.incoming(CSE).send(secretive().withFrom("<script>alert(1)</script>&\u0007"));

        var bytes = recorder.svg().getBytes(StandardCharsets.UTF_8);
        var root = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(bytes))
                .getDocumentElement();
        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getElementsByTagName("script").getLength()).isZero();
        assertThat(root.getElementsByTagName("polygon").getLength()).isEqualTo(2);
        assertThat(recorder.svg()).doesNotContain("style=").contains("&lt;script&gt;");
    }

    @Test
    void switched_off_it_stands_in_nobodys_way() {
        var off = new Recorder(0, "/id-in", InstantSource.system());
        var ways = Map.of("http", DEAF);

        assertThat(off.incoming(CSE)).isSameAs(CSE);
        assertThat(off.outgoing(ways)).isSameAs(ways);
    }

    @Test
    void the_administrator_alone_sees_it(@TempDir Path data) throws Exception {
        try (var hub = new HubUnderTest(data, List.of("trace.primitives=100"))) {
            hub.create(ADMIN, "/cse-in", 3, "{\"m2m:cnt\":{\"rn\":\"box\"}}");

            assertThat(printed(hub, data)).contains("CREATE cse-in ty=3 m2m:cnt{rn}");
            assertThat(printed(hub, data, "--svg")).startsWith("<svg ");
            assertThat(hub.send("CStranger", "GET", "/trace", 0, "").status()).isEqualTo(403);
        }
    }

    /** What the command prints for the administrator. */
    private static String printed(HubUnderTest hub, Path folder, String... more) throws IOException {
        var credential = HubUnderTest.secretFile(folder.resolve("secret"), hub.secret());
        var words = new ArrayList<>(List.of("trace", "--over", hub.address().toString(), "--from", ADMIN));
        words.addAll(List.of("--credential-file", credential.toString()));
        words.addAll(List.of(more));
        return Ran.command(words).out();
    }

    @Test
    void nothing_is_recorded_unless_it_is_asked_for(@TempDir Path data) throws Exception {
        try (var hub = new HubUnderTest(data, List.of())) {
            assertThat(hub.send(ADMIN, "GET", "/trace", 0, "").status()).isEqualTo(404);
        }
    }
}
