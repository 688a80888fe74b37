// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.entente.cse.Hub;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two boxes, and an entity that wants to know when something happens in both. */
abstract class CrossResourceFixture {
    static final int PERIODIC = 1;
    static final int SLIDING = 2;

    Hub hub = new Hub();
    final Sink sink = new Sink(hub, "CSink");

    @BeforeEach
    void make_two_boxes() {
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "a");
        hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", "b");
    }

    @AfterEach
    void close() {
        hub.close();
    }

    static Value.Fields children() {
        return fields("encn", List.of(fields("net", List.of(3))));
    }

    Response create(Object... attributes) {
        var all = fields(attributes).with("rn", Value.of("both"));
        if (all.find("nu").isEmpty()) all = all.with("nu", Value.texts(List.of(sink.aeId)));
        return hub.send(Request.create("cse-in", ADMIN, 48, Value.field("m2m:crs", all)));
    }

    Response both(int type, Object... further) {
        var all = fields(further)
                .with("rrat", Value.texts(List.of("cse-in/a", "cse-in/b")))
                .with("encs", children())
                .with("twt", Value.of(type))
                .with("tws", Value.of("PT1M"));
        var pairs = all.members().entrySet().stream()
                .flatMap(each -> Stream.of(each.getKey(), each.getValue()))
                .toArray();
        var response = create(pairs);
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
        sink.requests(hub);
        sink.forget();
        return response;
    }

    void put(String... boxes) {
        for (var box : boxes) {
            assertThat(hub.create("cse-in/" + box, ADMIN, 4, "m2m:cin", "con", "1")
                            .code())
                    .isEqualTo(CREATED);
            Sink.quiet(hub);
        }
    }

    void pass(Duration time) {
        hub.clock.pass(time);
        hub.cse.sweep();
        Sink.quiet(hub);
    }

    List<Value.Fields> told() {
        return sink.notifications(hub);
    }

    List<String> subscriptions(String box) {
        var parent = hub.stored("cse-in/" + box);
        return hub.store.view().children(parent.ri(), 23).stream()
                .map(each -> "/id-in/" + each.ri())
                .toList();
    }
}
