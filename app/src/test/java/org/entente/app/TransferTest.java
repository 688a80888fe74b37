// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.app.HubUnderTest.ADMIN;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.entente.app.transfer.Export;
import org.entente.app.transfer.Import;
import org.entente.codec.Json;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A subtree goes out of a hub and into it again, with the rights of one originator. */
class TransferTest {
    private static final ResourceTypes TYPES = ResourceTypes.standard();

    @TempDir
    private Path data = Path.of(".");

    private HubUnderTest hub;
    private Mca mca;

    @BeforeEach
    void start() throws Exception {
        hub = new HubUnderTest(data, List.of());
        mca = request -> hub.hub().cse().send(request.withPeer(Peer.LOCAL));
        // The container is older than the policy that it refers to, and the group refers to both ways.
        create("cse-in", 3, "{'m2m:cnt':{'rn':'house','lbl':['old']}}");
        create("cse-in/house", 3, "{'m2m:cnt':{'rn':'box','mni':2}}");
        for (int i = 1; i <= 3; i++) create("cse-in/house/box", 4, "{'m2m:cin':{'con':'v" + i + "'}}");
        create("cse-in/house", 29, "{'m2m:ts':{'rn':'row'}}");
        create("cse-in/house/row", 30, "{'m2m:tsi':{'dgt':'20260101T000000','con':'1'}}");
        create("cse-in/house/box", 23, "{'m2m:sub':{'rn':'watch','nu':['CAdmin'],'enc':{'net':[1]}}}");
    }

    @AfterEach
    void stop() throws Exception {
        hub.close();
    }

    private void create(String to, int type, String json) {
        var content = Json.STRICT.readObject(json.replace('\'', '"').getBytes(UTF_8));
        var response = send(Request.create(to, ADMIN, type, content));
        assertThat(response.isSuccess()).as(response.toString()).isTrue();
    }

    private Response send(Request request) {
        return mca.send(request.withId(hub.nextId()));
    }

    private Value.Fields shown(String address) {
        var response = send(Request.retrieve(address, ADMIN));
        assertThat(response.isSuccess()).as(address + " " + response).isTrue();
        return (Value.Fields) response.content().members().values().iterator().next();
    }

    private Import.Outcome copied(List<byte[]> lines, String name, String parent) {
        create("cse-in", 3, "{'m2m:cnt':{'rn':'" + name + "'}}");
        return Import.of(mca, ADMIN, parent, lines);
    }

    @Test
    void what_is_exported_is_created_again_in_its_order() {
        var lines = Export.of(mca, ADMIN, TYPES, "cse-in/house");

        var outcome = copied(lines, "copy", "cse-in/copy");

        assertThat(outcome).isEqualTo(new Import.Outcome(7, List.of()));
        assertThat(shown("cse-in/copy/house").find("lbl")).contains(Value.texts(List.of("old")));
        assertThat(shown("cse-in/copy/house/box").find("mni")).contains(Value.of(2));
        assertThat(shown("cse-in/copy/house/box/ol").text("con")).contains("v2");
        assertThat(shown("cse-in/copy/house/box/la").text("con")).contains("v3");
        assertThat(shown("cse-in/copy/house/row/la").text("dgt")).contains("20260101T000000");
        assertThat(shown("cse-in/copy/house/box/watch").find("nu")).contains(Value.texts(List.of("CAdmin")));
    }

    @Test
    void instances_that_their_container_numbered_are_numbered_anew_however_many_went_before() {
        for (int i = 4; i <= 40; i++) create("cse-in/house/box", 4, "{'m2m:cin':{'con':'v" + i + "'}}");
        assertThat(shown("cse-in/house/box/la").text("rn")).contains("cin_14"); // 40, in letters and digits
        create("cse-in/house", 3, "{'m2m:cnt':{'rn':'few','mni':1}}");
        for (int i = 1; i <= 10; i++) create("cse-in/house/few", 4, "{'m2m:cin':{'con':'v" + i + "'}}");
        assertThat(shown("cse-in/house/few/la").text("rn")).contains("cin_a");

        var outcome = copied(Export.of(mca, ADMIN, TYPES, "cse-in/house"), "copy", "cse-in/copy");

        assertThat(outcome.refusals()).isEmpty();
        assertThat(shown("cse-in/copy/house/few/la").text("con")).contains("v10");
        assertThat(shown("cse-in/copy/house/box/la").text("con")).contains("v40");
    }

    @Test
    void what_has_more_children_than_an_answer_goes_over_the_wire_by_the_commands(@TempDir Path folder)
            throws Exception {
        for (int i = 1; i <= 250; i++) create("cse-in/house", 3, "{'m2m:cnt':{'rn':'n" + i + "'}}");
        create("cse-in", 3, "{'m2m:cnt':{'rn':'copy'}}");

        var exported = command("export", "cse-in/house");
        var file = Files.writeString(folder.resolve("house.jsonl"), exported.out());
        var imported = command("import", file.toString(), "cse-in/copy");

        assertThat(exported.status()).as(exported.err()).isZero();
        assertThat(imported.said()).contains("257 resources are created");
        assertThat(shown("cse-in/copy/house/n250").text("rn")).contains("n250");
    }

    private Ran command(String... words) throws IOException {
        var line = new ArrayList<>(List.of(words));
        line.addAll(List.of("--from", ADMIN, "--over", hub.address().toString()));
        line.addAll(List.of("--credential-file", hub.secretFile().toString()));
        return Ran.command(line);
    }

    @Test
    void references_within_lead_to_the_new_resources() {
        create("cse-in", 2, "{'m2m:ae':{'rn':'own','api':'Nx','rr':false,'srv':['4']}}");
        create(
                "cse-in/own",
                1,
                "{'m2m:acp':{'rn':'pol','pv':{'acr':[{'acor':['all'],'acop':63}]},'pvs':{'acr':[{'acor':['CAdmin'],'acop':63}]}}}");
        create("cse-in/own", 3, "{'m2m:cnt':{'rn':'a','acpi':['cse-in/own/pol']}}");
        create("cse-in/own", 9, "{'m2m:grp':{'rn':'g','mnm':3,'mt':3,'mid':['cse-in/own/a']}}");
        var lines = Export.of(mca, ADMIN, TYPES, "cse-in/own");
        assertThat(new String(lines.getLast(), UTF_8)).contains("export:own/a").doesNotContain("cse-in/own/a");
        send(Request.delete("cse-in/own", ADMIN));

        var outcome = Import.of(mca, ADMIN, "cse-in", lines);

        assertThat(outcome.refusals()).isEmpty();
        assertThat(shown("cse-in/own/a").find("acpi")).contains(Value.texts(List.of(ri("cse-in/own/pol"))));
        assertThat(shown("cse-in/own/g").find("mid")).contains(Value.texts(List.of(ri("cse-in/own/a"))));
    }

    private String ri(String address) {
        return shown(address).text("ri").orElseThrow();
    }

    @Test
    void a_refusal_undoes_everything_and_is_told() {
        var lines = new ArrayList<>(Export.of(mca, ADMIN, TYPES, "cse-in/house"));
        lines.add("{\"path\":\"house/bad\",\"ty\":3,\"root\":\"m2m:cnt\",\"as\":\"\",\"content\":{\"mni\":\"ten\"}}"
                .getBytes(UTF_8));

        var outcome = copied(lines, "copy", "cse-in/copy");

        assertThat(outcome.created()).isZero();
        assertThat(outcome.refusals()).singleElement().asString().startsWith("house/bad: 4000 BAD_REQUEST mni must");
        assertThat(send(Request.retrieve("cse-in/copy/house", ADMIN)).isSuccess())
                .isFalse();
    }

    @Test
    void who_may_not_read_exports_nothing() {
        assertThat(Stream.of("CStranger"))
                .allSatisfy(stranger -> org.assertj.core.api.Assertions.assertThatThrownBy(
                                () -> Export.of(mca, stranger, TYPES, "cse-in/house"))
                        .hasMessageContaining("cse-in/house"));
    }
}
