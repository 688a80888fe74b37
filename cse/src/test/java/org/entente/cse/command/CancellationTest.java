// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.cse.command.Status.*;
import static org.entente.model.ResultCode.*;

import org.entente.model.Spec;
import org.junit.jupiter.api.Test;

/** What becomes of commands that are not wanted any more. */
class CancellationTest extends Commanding {

    @Test
    @Spec(
            value = {"TS-0004 §7.4.17.2.1", "TS-0001 §10.2.8.19"},
            proves = "exin U")
    void transfer_that_is_under_way_is_cancelled_at_the_device() {
        upload();
        answering(ACCEPTED);
        execute();
        answering(OK);

        assertThat(cancel().code()).isEqualTo(UPDATED);

        assertThat(Status.of(execution())).isEqualTo(CANCELLED);
        assertThat(representation(told.getLast()).find("m2m:exin"))
                .contains(fields("exd", true, "ext", hub.stored("cse-in/node").ri()));
        assertThat(cancel().code()).isEqualTo(ALREADY_COMPLETE);
    }

    @Test
    @Spec("TS-0004 §7.4.17.2.1")
    void cancellation_that_the_device_refuses_fails() {
        upload();
        answering(ACCEPTED);
        execute();
        answering(NOT_ACCEPTABLE);

        assertThat(cancel().code()).isEqualTo(MGMT_CANCELLATION_FAILED);

        expect(PENDING, CANCELLATION_DENIED);
    }

    @Test
    @Spec("TS-0004 §7.4.17.2.1")
    void restart_that_has_begun_cannot_be_cancelled() {
        create("cse-in", 12, "m2m:mgc", "rn", "up", "cmt", 2, "ext", "cse-in/node");
        answering(ACCEPTED);
        execute();

        assertThat(cancel().code()).isEqualTo(MGMT_COMMAND_NOT_CANCELLABLE);

        assertThat(Status.of(execution())).isEqualTo(NON_CANCELLABLE);
        assertThat(told).hasSize(1);
    }

    @Test
    @Spec("TS-0001 §10.2.8.19")
    void execution_that_still_waits_is_cancelled_without_the_device() {
        upload("exm", 3, "exy", "PT1M");
        execute();

        assertThat(cancel().code()).isEqualTo(UPDATED);
        pass(200);

        assertThat(Status.of(execution())).isEqualTo(CANCELLED);
        assertThat(told).isEmpty();
        assertThat(hub.store.view().errands()).isEmpty();
    }

    @Test
    @Spec(
            value = {"TS-0004 §7.4.17.2.3", "TS-0001 §10.2.8.21"},
            proves = "exin D")
    void deleting_an_execution_under_way_cancels_it_first() {
        upload();
        answering(ACCEPTED);
        execute();
        answering(NOT_ACCEPTABLE);
        var path = execution().path();

        assertThat(hub.delete(path, ADMIN).code()).isEqualTo(MGMT_CANCELLATION_FAILED);
        answering(OK);
        assertThat(hub.delete(path, ADMIN).code()).isEqualTo(DELETED);

        assertThat(executions()).isEmpty();
        assertThat(representation(told.getLast()).find("m2m:exin")).isPresent();
    }

    @Test
    @Spec({"TS-0004 §7.4.16.2.4", "TS-0001 §10.2.8.17"})
    void deleting_a_command_cancels_what_is_under_way_or_does_not_delete() {
        upload();
        answering(ACCEPTED);
        execute();
        answering(NOT_ACCEPTABLE);

        assertThat(hub.delete("cse-in/up", ADMIN).code()).isEqualTo(MGMT_CANCELLATION_FAILED);
        assertThat(executions()).hasSize(1);
        answering(OK);
        assertThat(hub.delete("cse-in/up", ADMIN).code()).isEqualTo(DELETED);

        assertThat(hub.store.view().byPath("cse-in/up")).isEmpty();
    }

    @Test
    @Spec("TS-0004 §7.4.16.2.4")
    void command_whose_execution_cannot_be_cancelled_stays() {
        create("cse-in", 12, "m2m:mgc", "rn", "up", "cmt", 2, "ext", "cse-in/node");
        answering(ACCEPTED);
        execute();

        assertThat(hub.delete("cse-in/up", ADMIN).code()).isEqualTo(MGMT_COMMAND_NOT_CANCELLABLE);

        assertThat(Status.of(execution())).isEqualTo(NON_CANCELLABLE);
    }

    @Test
    @Spec(value = "TS-0004 §7.4.16.2.4", proves = "mgc D")
    void command_with_nothing_under_way_is_deleted_with_its_executions() {
        upload();
        execute();
        var path = execution().path();

        assertThat(hub.delete("cse-in/up", ADMIN).code()).isEqualTo(DELETED);

        assertThat(hub.store.view().byPath(path)).isEmpty();
    }
}
