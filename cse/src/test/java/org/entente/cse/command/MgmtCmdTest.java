// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.cse.command.Status.*;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import org.entente.cse.Hub;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.primitive.ResultContent;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.Test;

/** Commands for a device that an AE stands for. */
@OverEveryBinding
class MgmtCmdTest extends Commanding {

    @Test
    @Spec(value = "TS-0001 §10.2.8.18", proves = "mgc U")
    void answer_refers_to_the_executions_that_were_made() {
        create("cse-in", 14, "m2m:nod", "rn", "other", "ni", "urn:dev:2", "hael", List.of("CDevice"));
        create("cse-in", 9, "m2m:grp", "rn", "all", "mnm", 5, "mid", List.of("cse-in/node", "cse-in/other"));
        upload();

        var one = Hub.shown(hub.update("cse-in/up", ADMIN, "m2m:mgc", "exe", true));
        assertThat(one.find("ch")).contains(Value.of(List.of(reference(execution()))));
        hub.cse.sweep();
        hub.delete(execution().path(), ADMIN);
        hub.update("cse-in/up", ADMIN, "m2m:mgc", "ext", "cse-in/all");

        var two = hub.send(Request.update("cse-in/up", ADMIN, Value.field("m2m:mgc", fields("exe", true)))
                .with(ResultContent.MODIFIED_ATTRIBUTES));
        assertThat(Hub.shown(two).find("ch"))
                .contains(Value.of(
                        executions().stream().map(MgmtCmdTest::reference).toList()));
    }

    private static Value reference(Resource execution) {
        return fields("nm", execution.rn(), "typ", 8, "val", execution.path());
    }

    @Test
    @Spec({"TS-0004 §7.4.16.2.3.2", "TS-0001 §10.2.8.18"})
    void execution_is_told_to_the_device_and_ends_with_its_answer() {
        upload();

        assertThat(execute()).isEqualTo(UPDATED);

        expect(FINISHED, SUCCESS);
        assertThat(told).singleElement().satisfies(request -> {
            assertThat(request.from()).isEqualTo("/id-in");
            var command = (Value.Fields) representation(request).find("m2m:mgc").orElseThrow();
            assertThat(command)
                    .isEqualTo(fields(
                            "cmt",
                            3,
                            "exe",
                            true,
                            "ext",
                            hub.stored("cse-in/node").ri(),
                            "exra",
                            fields("uld", List.of(TRANSFER))));
        });
    }

    @Test
    @Spec({"TS-0004 §7.4.16.2.3.2", "TS-0004 §7.4.17.2.2"})
    void execution_takes_over_what_the_command_says() {
        upload("exm", 3, "exy", "PT1M", "exf", "PT5S", "exn", 7);

        execute();

        var shown = Hub.shown(hub.retrieve(execution().path(), ADMIN));
        assertThat(shown.members())
                .containsEntry("exs", Value.of(INITIATED))
                .containsEntry("ext", Value.of("cse-in/node"))
                .containsEntry("exm", Value.of(3))
                .containsEntry("exy", Value.of("PT1M"))
                .containsEntry("exf", Value.of("PT5S"))
                .containsEntry("exn", Value.of(7))
                .containsEntry("exra", fields("uld", List.of(TRANSFER)));
    }

    @Test
    @Spec(value = "TS-0001 §9.6.16", proves = "mgc CR")
    void nothing_is_executed_before_it_is_enabled() {
        upload();
        hub.cse.sweep();

        assertThat(Hub.shown(hub.retrieve("cse-in/up", ADMIN)).find("exe")).contains(Value.of(false));
        assertThat(executions()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.16.1")
    void description_has_256_characters_at_most() {
        upload("dc", "ü".repeat(255) + "\uD83D\uDEF0");
        var more = "x".repeat(257);

        var updated = hub.update("cse-in/up", ADMIN, "m2m:mgc", "dc", more);
        var created = hub.create("cse-in", ADMIN, 12, "m2m:mgc", "cmt", 2, "ext", "cse-in/node", "dc", more);

        assertThat(updated.code()).isEqualTo(BAD_REQUEST);
        assertThat(updated.sentence()).isEqualTo("dc of a command has at most 256 characters");
        assertThat(hub.stored("cse-in/up").text(Attributes.DC).orElseThrow()).startsWith("ü");
        assertThat(created.code()).isEqualTo(BAD_REQUEST);
    }

    @Test
    @Spec("TS-0004 §7.4.16.2.3.2")
    void group_has_one_execution_for_each_member() {
        create("cse-in", 14, "m2m:nod", "rn", "other", "ni", "urn:dev:2", "hael", List.of("CDevice"));
        create("cse-in", 9, "m2m:grp", "rn", "all", "mnm", 5, "mid", List.of("cse-in/node", "cse-in/other"));
        upload();
        hub.update("cse-in/up", ADMIN, "m2m:mgc", "ext", "cse-in/all");

        execute();

        assertThat(executions())
                .extracting(each -> each.text(Attributes.EXT).orElseThrow())
                .allMatch(each -> hub.store.view().byId(each).isPresent() || each.startsWith("cse-in/"))
                .hasSize(2);
        assertThat(told).hasSize(2);
        assertThat(executions()).allMatch(each -> Status.of(each) == FINISHED);
    }

    @Test
    @Spec(value = "TS-0004 §7.4.16.2.3.2", proves = "mgc U")
    void restart_goes_to_the_reboot_object_of_the_node() {
        create("cse-in/node", 13, "m2m:rbo", "rn", "reboot", "mgd", 1009);
        create("cse-in", 12, "m2m:mgc", "rn", "up", "cmt", 2, "ext", "urn:dev:1");

        execute();

        assertThat(hub.stored("cse-in/node/reboot").truth(Attributes.RBO)).contains(true);
        expect(FINISHED, SUCCESS);
        assertThat(told).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.16.2.3.2")
    void refusal_of_the_device_is_the_result() {
        upload();
        answering(NOT_IMPLEMENTED);

        execute();

        expect(FINISHED, UNSUPPORTED);
    }

    @Test
    @Spec("TS-0001 §10.2.8.18")
    void device_may_say_how_it_went() {
        upload();
        answer = request -> Response.of(request, OK, Value.field("m2m:exin", fields("exr", 10)));

        execute();

        expect(FINISHED, 10);
    }

    @Test
    @Spec({"TS-0001 §10.2.8.18", "TS-0004 §7.4.16.2.3.2"})
    void device_that_accepted_reports_later() {
        upload();
        answering(ACCEPTED);
        execute();
        assertThat(Status.of(execution())).isEqualTo(PENDING);

        assertThat(report("exs", PENDING, "exr", 31).code()).isEqualTo(OK);
        expect(PENDING, 31);
        assertThat(report("exr", 7).code()).isEqualTo(OK);

        expect(FINISHED, 7);
        assertThat(report("exr", 7).code()).isEqualTo(ALREADY_COMPLETE);
    }

    @Test
    @Spec("TS-0004 §7.3.3.9")
    void report_of_something_else_is_refused() {
        upload();
        answering(ACCEPTED);
        execute();

        assertThat(report("exr", 99).code()).isEqualTo(BAD_REQUEST);
        assertThat(hub.send(Request.notification(execution().ri(), ADMIN, Value.field("m2m:sgn", fields("sud", true))))
                        .code())
                .isEqualTo(BAD_REQUEST);
        assertThat(Status.of(execution())).isEqualTo(PENDING);
    }

    @Test
    @Spec("TS-0004 §7.4.16.1")
    void random_mode_waits_at_least_for_its_delay() {
        upload("exm", 3, "exy", "PT1M");
        execute();
        pass(59);
        assertThat(told).isEmpty();

        pass(62);

        assertThat(told).hasSize(1);
        expect(FINISHED, SUCCESS);
    }

    @Test
    @Spec("TS-0004 §7.4.16.1")
    void repeating_mode_executes_so_often_with_its_interval() {
        upload("exm", 2, "exf", "PT10S", "exn", 3);
        execute();
        assertThat(told).hasSize(1);
        expect(PENDING, SUCCESS);

        pass(9);
        assertThat(told).hasSize(1);
        pass(1);
        assertThat(told).hasSize(2);
        pass(10);
        pass(10);

        assertThat(told).hasSize(3);
        expect(FINISHED, SUCCESS);
    }

    @Test
    @Spec("TS-0004 §7.4.16.1")
    void single_mode_uses_neither_number_nor_delay() {
        upload("exm", 1, "exy", "PT1H", "exn", 5, "exf", "PT0S");

        execute();
        pass(10);

        assertThat(told).hasSize(1);
        expect(FINISHED, SUCCESS);
    }

    @Test
    @Spec("TS-0004 §7.4.16.2.3.2")
    void delayed_execution_outlives_a_restart() {
        upload("exm", 3, "exy", "PT1M");
        execute();

        hub.cse.close();
        hub.clock.pass(Duration.ofMinutes(2));
        hub = restarted();
        hub.cse.sweep();

        assertThat(told).hasSize(1);
        expect(FINISHED, SUCCESS);
    }

    private Hub restarted() {
        var again = new Hub(hub.store, Hub.open());
        again.clock.pass(Duration.ofMinutes(2));
        again.entities.attach("CDevice", device);
        return again;
    }

    @Test
    @Spec("TS-0004 §7.4.16.2.3.2")
    void device_that_is_not_there_is_tried_for_an_hour() {
        upload();
        answering(TARGET_NOT_REACHABLE);
        execute();
        assertThat(Status.of(execution())).isEqualTo(PENDING);
        assertThat(told).isNotEmpty();

        pass(3601);

        expect(FINISHED, INTERNAL_ERROR);
    }

    @Test
    @Spec("TS-0004 §7.4.16.2.1")
    void unknown_type_of_command_is_refused() {
        var response = hub.create("cse-in", ADMIN, 12, "m2m:mgc", "cmt", 8, "ext", "cse-in/node");

        assertThat(response.code()).isEqualTo(INVALID_CMDTYPE);
        assertThat(response.sentence()).contains("cmt");
    }

    @Test
    @Spec("TS-0004 §7.4.16.2.1")
    void arguments_have_to_fit_the_type_of_command() {
        var foreign = fields("rbo", List.of(Value.Fields.EMPTY));
        var incomplete = fields("uld", List.of(fields("ftyp", "log")));

        var first = hub.create("cse-in", ADMIN, 12, "m2m:mgc", "cmt", 3, "ext", "cse-in/node", "exra", foreign);
        var second = hub.create("cse-in", ADMIN, 12, "m2m:mgc", "cmt", 3, "ext", "cse-in/node", "exra", incomplete);

        assertThat(first.code()).isEqualTo(ResultCode.INVALID_ARGUMENTS);
        assertThat(second.code()).isEqualTo(INSUFFICIENT_ARGUMENTS);
        assertThat(second.sentence()).contains("url");
    }

    @Test
    @Spec("TS-0004 §7.4.16.2.3.2")
    void command_without_its_arguments_cannot_be_executed() {
        create("cse-in", 12, "m2m:mgc", "rn", "up", "cmt", 3, "ext", "cse-in/node");

        assertThat(execute()).isEqualTo(MGMT_CONVERSION_ERROR);
        assertThat(executions()).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.16.2.3.2")
    void command_for_a_node_that_is_not_there_is_refused() {
        upload();
        hub.update("cse-in/up", ADMIN, "m2m:mgc", "ext", "cse-in/cdevice");

        assertThat(execute()).isEqualTo(EXTERNAL_OBJECT_NOT_FOUND);
        assertThat(executions()).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.16.2.3.1")
    void target_and_mode_stay_once_there_is_an_execution() {
        upload();
        execute();

        assertThat(hub.update("cse-in/up", ADMIN, "m2m:mgc", "exm", 2).code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.update("cse-in/up", ADMIN, "m2m:mgc", "ext", "urn:dev:1").code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.update("cse-in/up", ADMIN, "m2m:mgc", "exn", 2).code()).isEqualTo(UPDATED);
        assertThat(hub.stored("cse-in/up").whole(Attributes.EXN, 0)).isEqualTo(2);
    }

    @Test
    @Spec(value = "TS-0004 §7.4.17.2.0", proves = "exin C")
    void nobody_creates_an_execution() {
        upload();

        var response = hub.create("cse-in/up", ADMIN, 8, "m2m:exin");

        assertThat(response.code()).isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(executions()).isEmpty();
    }
}
