// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.codec.Json;
import org.entente.model.Refused;
import org.entente.model.Spec;
import org.entente.model.primitive.ErrorWord;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What nobody should send: each gets its code with one clear sentence, nothing is stored, and the hub goes on. */
class BadInputTest {
    private static final List<String> TABLES = List.of(
            "http.txt",
            "json.txt",
            "cbor.txt",
            "primitives.txt",
            "originators.txt",
            "addresses.txt",
            "data-types.txt",
            "attributes.txt",
            "places.txt",
            "filters.txt",
            "results.txt",
            "policies.txt",
            "subscriptions.txt",
            "groups.txt");

    private static final Pattern CLAUSE = Pattern.compile("(TS-00\\d\\d|RFC \\d+) §([A-Z]\\.)?[0-9.]+");

    private final List<String> wrong = new ArrayList<>();

    @Test
    @Spec({"TS-0004 §6.6", "TS-0009 §6.3.2"})
    void each_gets_its_answer_and_changes_nothing(@TempDir Path data) throws Exception {
        try (var hub = new HubUnderTest(data, List.of());
                var http = hub.connect();
                var digest = new StoreDigest(data)) {
            hub.fill();
            var tree = hub.tree();
            var before = digest.now();

            for (var row : rows()) {
                judge(row, answer(row, hub, http));
                var after = digest.now();
                if (!after.equals(before)) wrong.add(row.where() + " changed what is stored");
                before = after;
            }

            assertThat(wrong).isEmpty();
            assertThat(hub.tree()).isEqualTo(tree);
            hub.create(HubUnderTest.APP, "/cse-in/app/box", 4, "{\"m2m:cin\":{\"con\":\"valid\"}}");
        }
    }

    @Test
    void the_tables_are_large_and_say_nothing_twice() {
        var rows = rows();

        assertThat(rows).hasSizeGreaterThan(200);
        var requests = new HashSet<String>();
        var mistaken = rows.stream()
                .filter(row -> !CLAUSE.matcher(row.clause()).matches() || !requests.add(row.request("r", "")))
                .map(BadInput::where)
                .toList();
        assertThat(mistaken).isEmpty();
    }

    private static List<BadInput> rows() {
        return TABLES.stream().flatMap(file -> BadInput.read(file).stream()).toList();
    }

    private record Answer(int status, int code, String sentence, boolean reasoned) {}

    private static Answer answer(BadInput row, HubUnderTest hub, RawHttp http) throws Exception {
        if (row.method().equals(BadInput.PRIMITIVE)) return primitive(row, hub);
        var answer = http.send(row.request(hub.nextId(), hub.secret()));
        int code = answer.header("X-M2M-RSC").map(Integer::parseInt).orElse(0);
        var reason = answer.header("X-M2M-VSI").flatMap(ErrorWord::read);
        return new Answer(answer.status(), code, answer.body(), reason.isPresent());
    }

    /** As a binding whose protocol carries whole primitives hands one in. */
    private static Answer primitive(BadInput row, HubUnderTest hub) {
        try {
            var fields = Json.STRICT.readObject(row.body().getBytes(ISO_8859_1));
            var response = hub.hub().cse().send(Primitives.request(fields, Peer.UNKNOWN));
            var reason = response.error();
            return new Answer(0, response.code().number(), response.sentence(), reason.isPresent());
        } catch (Refused refused) {
            return new Answer(
                    0,
                    refused.code().number(),
                    refused.sentence(),
                    !refused.word().isEmpty());
        }
    }

    private void judge(BadInput row, Answer answer) {
        objection(row, answer).ifPresent(each -> wrong.add(row.where() + " " + each + ": " + shown(answer.toString())));
    }

    private static Optional<String> objection(BadInput row, Answer answer) {
        if (answer.status() != row.status()) return Optional.of("expected status " + row.status());
        if (answer.code() != row.code()) return Optional.of("expected code " + row.code());
        if (!answer.sentence().contains(row.word())) return Optional.of("expected \"" + row.word() + "\"");
        if (row.code() >= 4000 && !answer.reasoned()) return Optional.of("no word for programs");
        if (answer.sentence().matches("(?s).*(Exception|org\\.entente|java\\.|Jetty|SQLITE).*"))
            return Optional.of("tells of the hub's insides");
        return Optional.empty();
    }

    private static String shown(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…" : text;
    }
}
