// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.*;

import java.util.List;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** FlexContainers and the instances of their past values. */
@OverEveryBinding
class FlexContainerTest {
    private static final String ROOT = "tst:lamp";
    private static final String DEFINITION = "org.example.lamp";

    private final Hub hub = Hub.with(Hub.lamp());

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    @Spec("TS-0004 §7.4.37.2.1")
    void content_size_is_that_of_the_custom_attributes() {
        var response = lamp("state", true, "name", "four");

        assertThat(response.code()).isEqualTo(CREATED);
        assertThat(Hub.whole(response, "cs")).isEqualTo(8);
        assertThat(Hub.whole(hub.update("cse-in/lamp", ADMIN, ROOT, "name", "fours"), "cs"))
                .isEqualTo(9);
    }

    @Test
    @Spec("TS-0004 §7.4.37.2.1")
    void unknown_definition_is_refused() {
        var unknown = hub.create("cse-in", ADMIN, 28, "tst:none", "cnd", "org.example.none");
        var other = hub.create("cse-in", ADMIN, 28, ROOT, "cnd", "org.example.none");

        assertThat(unknown.code()).isEqualTo(SPECIALIZATION_SCHEMA_NOT_FOUND);
        assertThat(other.code()).isEqualTo(SPECIALIZATION_SCHEMA_NOT_FOUND);
    }

    @Test
    @Spec("TS-0004 §7.4.37.2.1")
    void attribute_of_another_type_is_refused() {
        assertThat(lamp("state", "on").code()).isEqualTo(BAD_REQUEST);
        assertThat(lamp("colour", 3).code()).isEqualTo(BAD_REQUEST);
    }

    @Test
    @Spec(value = "TS-0001 Release 4 §9.6.35", proves = "fci R")
    void past_values_are_kept_as_instances_where_it_asks_for_that() {
        lamp("state", false, "fcied", true, "mni", 2);
        hub.update("cse-in/lamp", ADMIN, ROOT, "state", true);
        hub.update("cse-in/lamp", ADMIN, ROOT, "state", false);

        var latest = hub.retrieve("cse-in/lamp/la", ADMIN);
        var oldest = hub.retrieve("cse-in/lamp/ol", ADMIN);

        assertThat(latest.content().members()).containsOnlyKeys("tst:lampInst");
        assertThat(Hub.shown(latest).find("state").orElseThrow().toString()).contains("false");
        assertThat(Hub.shown(oldest).find("state").orElseThrow().toString()).contains("true");
        assertThat(Hub.whole(hub.retrieve("cse-in/lamp", ADMIN), "cni")).isEqualTo(2);
    }

    @Test
    @Spec("TS-0001 Release 4 §9.6.35")
    void a_limit_or_a_label_is_no_past_value() {
        lamp("state", false, "fcied", true);
        hub.update("cse-in/lamp", ADMIN, ROOT, "state", true);

        hub.update("cse-in/lamp", ADMIN, ROOT, "lbl", List.of("red"));
        assertThat(Hub.whole(hub.retrieve("cse-in/lamp", ADMIN), "cni")).isEqualTo(2);

        hub.update("cse-in/lamp", ADMIN, ROOT, "mni", 1);
        assertThat(Hub.whole(hub.retrieve("cse-in/lamp", ADMIN), "cni")).isEqualTo(1);
        assertThat(Hub.shown(hub.retrieve("cse-in/lamp/la", ADMIN)).find("state"))
                .contains(Value.of(true));
    }

    @Test
    @Spec("TS-0001 Release 4 §9.6.35")
    void without_asking_no_past_value_is_kept() {
        lamp("state", false);
        hub.update("cse-in/lamp", ADMIN, ROOT, "state", true);

        assertThat(hub.retrieve("cse-in/lamp/la", ADMIN).code()).isEqualTo(NOT_FOUND);
    }

    @Test
    @Spec("TS-0001 Release 4 §9.6.35")
    void no_longer_asking_drops_the_instances() {
        lamp("state", false, "fcied", true);

        hub.update("cse-in/lamp", ADMIN, ROOT, "fcied", false);

        assertThat(hub.retrieve("cse-in/lamp/la", ADMIN).code()).isEqualTo(NOT_FOUND);
        assertThat(Hub.shown(hub.retrieve("cse-in/lamp", ADMIN)).find("cni")).isEmpty();
    }

    @Test
    @Spec(value = "TS-0001 Release 4 §9.6.35", proves = "fci CUD")
    void past_values_are_made_by_the_CSE_alone_and_never_changed_but_deleted() {
        lamp("state", false, "fcied", true);

        var created = hub.create("cse-in/lamp", ADMIN, 58, "tst:lampInst", "state", true);
        var updated = hub.update("cse-in/lamp/la", ADMIN, "tst:lampInst", "state", true);
        assertThat(created.code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(updated.code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(Hub.whole(hub.retrieve("cse-in/lamp", ADMIN), "cni")).isEqualTo(1);

        assertThat(hub.delete("cse-in/lamp/la", ADMIN).code()).isEqualTo(DELETED);
        assertThat(Hub.whole(hub.retrieve("cse-in/lamp", ADMIN), "cni")).isZero();
    }

    private Response lamp(Object... attributes) {
        var fields = Hub.fields("rn", "lamp", "cnd", DEFINITION);
        for (var each : Hub.fields(attributes).members().entrySet())
            fields = fields.with(each.getKey(), each.getValue());
        return hub.send(Request.create("cse-in", ADMIN, 28, Value.field(ROOT, fields)));
    }
}
