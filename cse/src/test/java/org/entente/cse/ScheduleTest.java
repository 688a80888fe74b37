// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.util.List;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a schedule may say, and of whom. */
@OverEveryBinding
class ScheduleTest {
    private final Hub hub = new Hub();

    @AfterEach
    void close() {
        hub.close();
    }

    private Response schedule(String to, String... entries) {
        return hub.create(to, ADMIN, 18, "m2m:sch", "se", fields("sce", List.of(entries)));
    }

    @Test
    @Spec({"TS-0001 §9.6.5", "TS-0001 §9.6.9"})
    void application_has_none() {
        hub.register("Capp");

        assertThat(schedule("cse-in/capp", "* * 8-20 * * * *").code()).isEqualTo(INVALID_CHILD_RESOURCE_TYPE);

        assertThat(hub.store.view().children("Capp", 18)).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.9.1")
    void schedule_keeps_its_entries() {
        var response = schedule("cse-in", "* 0-5 2,6,10 * * * *", "* * 0-23/2 * * */2 *");

        assertThat(response.code()).isEqualTo(CREATED);
        assertThat(Hub.shown(hub.retrieve(Hub.text(response, "ri"), ADMIN)).find("se"))
                .contains(fields("sce", List.of("* 0-5 2,6,10 * * * *", "* * 0-23/2 * * */2 *")));
    }

    @ParameterizedTest
    @Spec("TS-0004 §7.4.9.1")
    @ValueSource(
            strings = {"* * * * * *", "60 * * * * * *", "* * 9-8 * * * *", "* * * 0 * * *", "* * * * * 7 *", "now", ""})
    void schedule_takes_no_entry_that_is_none(String entry) {
        assertThat(schedule("cse-in", entry).code()).isEqualTo(BAD_REQUEST);
    }

    @Test
    @Spec("TS-0004 §7.4.9.1")
    void schedule_needs_an_entry() {
        assertThat(schedule("cse-in").code()).isEqualTo(BAD_REQUEST);
    }

    @Test
    @Spec("TS-0004 §7.4.9.2.1")
    void only_a_nodes_schedule_is_coordinated_with_the_network() {
        hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "node", "ni", "n1");
        var se = fields("sce", List.of("* * * * * * *"));

        var ofNode = hub.create("cse-in/node", ADMIN, 18, "m2m:sch", "se", se, "nco", true);
        var ofBase = hub.create("cse-in", ADMIN, 18, "m2m:sch", "se", se, "nco", true);

        assertThat(ofNode.code()).isEqualTo(CREATED);
        assertThat(ofBase.code()).isEqualTo(CONTENTS_UNACCEPTABLE);
    }

    @Test
    @Spec("TS-0004 §7.4.9.2.3")
    void update_cannot_make_another_schedule_coordinated_either() {
        hub.create("cse-in", ADMIN, 18, "m2m:sch", "rn", "open", "se", fields("sce", List.of("* * * * * * *")));

        assertThat(hub.update("cse-in/open", ADMIN, "m2m:sch", "nco", true).code())
                .isEqualTo(CONTENTS_UNACCEPTABLE);
    }

    @Test
    @Spec("TS-0004 §7.4.3.1")
    void cse_has_one_schedule() {
        schedule("cse-in", "* * * * * * *");

        assertThat(schedule("cse-in", "* * 8-20 * * * *").code()).isEqualTo(CONFLICT);
    }

    @Test
    @Spec("TS-0004 §7.4.18.1")
    void node_has_as_many_as_it_has_networks() {
        hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "node", "ni", "n1");

        assertThat(schedule("cse-in/node", "* * 8 * * * *").code()).isEqualTo(CREATED);
        assertThat(schedule("cse-in/node", "* * 9 * * * *").code()).isEqualTo(CREATED);
    }

    @Test
    @Spec("TS-0001 §9.6.9")
    void what_a_parent_remembers_of_its_schedules_is_not_shown() {
        hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "node", "ni", "n1");
        schedule("cse-in/node", "* * 8 * * * *");

        assertThat(Hub.shown(hub.retrieve("cse-in/node", ADMIN)).members().keySet())
                .noneMatch(name -> name.startsWith("_"));
        assertThat(Hub.shown(hub.retrieve("cse-in/node", ADMIN)).find("ni")).contains(Value.of("n1"));
    }
}
