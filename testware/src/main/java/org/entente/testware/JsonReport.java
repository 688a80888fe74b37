// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.Writer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** Writes a report as JSON, for programs that compare runs. */
public final class JsonReport {
    private JsonReport() {}

    public static void write(Report report, Writer to) {
        try (var json = new JsonFactory().createGenerator(tools.jackson.core.ObjectWriteContext.empty(), to)) {
            json.writeStartObject();
            json.writeStringProperty("title", report.title());
            json.writeStringProperty("endpoint", report.endpoint());
            json.writeStringProperty("started", report.started().toString());
            json.writeNumberProperty("tookMillis", report.took().toMillis());
            json.writeNumberProperty("seed", report.settings().seed());
            json.writeStringProperty("profile", report.settings().profile().name());
            json.writeObjectPropertyStart("counts");
            for (var verdict : Verdict.values()) {
                json.writeNumberProperty(verdict.word(), report.count(verdict));
            }
            json.writeEndObject();
            json.writeArrayPropertyStart("results");
            report.results().forEach(result -> result(json, report, result));
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void result(JsonGenerator json, Report report, Result result) {
        var judgement = result.telling();
        json.writeStartObject();
        json.writeStringProperty("id", result.purpose().id());
        json.writeStringProperty("objective", result.purpose().objective());
        strings(json, "statements", result.purpose().statements());
        json.writeStringProperty("verdict", judgement.verdict().word());
        json.writeStringProperty("reason", judgement.reason());
        strings(json, "permitted", judgement.allowances());
        json.writeArrayPropertyStart("rounds");
        result.rounds().forEach(round -> json.writeString(round.verdict().word()));
        json.writeEndArray();
        json.writeBooleanProperty("unstable", result.unstable());
        json.writeStringProperty("again", report.repeating(result));
        json.writeNumberProperty("deciding", judgement.deciding());
        json.writeArrayPropertyStart("events");
        judgement.events().forEach(event -> event(json, event));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void event(JsonGenerator json, Event event) {
        json.writeStartObject();
        json.writeNumberProperty("atMicros", event.at().toNanos() / 1000);
        json.writeStringProperty("peer", event.peer());
        json.writeStringProperty("kind", event.kind().verb());
        json.writeStringProperty("meaning", event.meaning());
        json.writeStringProperty("bytes", event.bytes().hex());
        json.writeNumberProperty("length", event.length());
        json.writeEndObject();
    }

    private static void strings(JsonGenerator json, String name, Iterable<String> values) {
        json.writeArrayPropertyStart(name);
        values.forEach(json::writeString);
        json.writeEndArray();
    }
}
