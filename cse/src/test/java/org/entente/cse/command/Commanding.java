// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.cse.command.Status.*;
import static org.entente.model.ResultCode.*;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.entente.cse.Hub;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A hub with a device that an AE stands for, and one command for it. */
abstract class Commanding {
    static final Value.Fields TRANSFER =
            fields("ftyp", "log", "url", "http://127.0.0.1/log", "unm", "me", "pwd", "secret");

    Hub hub = new Hub();
    final List<Request> told = new CopyOnWriteArrayList<>();
    // Read by the threads that execute, written by the test.
    volatile Function<Request, Response> answer = request -> Response.of(request, OK);
    final Mca device = request -> {
        told.add(request);
        return answer.apply(request);
    };

    @BeforeEach
    void prepare() {
        hub.entities.attach(hub.register("CDevice"), device);
        create("cse-in", 14, "m2m:nod", "rn", "node", "ni", "urn:dev:1", "hael", List.of("CDevice"));
    }

    @AfterEach
    void close() {
        hub.close();
    }

    Response create(String to, int type, String root, Object... attributes) {
        var response = hub.create(to, ADMIN, type, root, attributes);
        assertThat(response.code()).as(response.toString()).isEqualTo(CREATED);
        return response;
    }

    void upload(Object... more) {
        var all = new Object[more.length + 8];
        System.arraycopy(
                new Object[] {"rn", "up", "cmt", 3, "ext", "cse-in/node", "exra", fields("uld", List.of(TRANSFER))},
                0,
                all,
                0,
                8);
        System.arraycopy(more, 0, all, 8, more.length);
        create("cse-in", 12, "m2m:mgc", all);
    }

    ResultCode execute() {
        var code = hub.update("cse-in/up", ADMIN, "m2m:mgc", "exe", true).code();
        hub.cse.sweep();
        return code;
    }

    List<Resource> executions() {
        return hub.store.view().children(hub.stored("cse-in/up").ri(), 8);
    }

    Resource execution() {
        return executions().getFirst();
    }

    void expect(int status, int result) {
        assertThat(Status.of(execution())).isEqualTo(status);
        assertThat(execution().whole(Attributes.EXR, -1)).isEqualTo(result);
    }

    Response cancel() {
        return hub.update(execution().path(), ADMIN, "m2m:exin", "exd", true);
    }

    void answering(ResultCode code) {
        answer = request -> Response.of(request, code);
    }

    static Value.Fields representation(Request request) {
        var event =
                (Value.Fields) ((Value.Fields) request.content().find("m2m:sgn").orElseThrow())
                        .find("nev")
                        .orElseThrow();
        return (Value.Fields) event.find("rep").orElseThrow();
    }

    Response report(Object... members) {
        var event = fields("rep", Value.field("m2m:exin", fields(members)));
        return hub.send(Request.notification(execution().ri(), ADMIN, Value.field("m2m:sgn", fields("nev", event))));
    }

    void pass(int seconds) {
        hub.clock.pass(Duration.ofSeconds(seconds));
        hub.cse.sweep();
    }
}
