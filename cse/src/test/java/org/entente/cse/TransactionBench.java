// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.entente.cse.Hub.ADMIN;

import java.util.ArrayList;
import java.util.List;
import org.entente.cse.store.HeapStore;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two accounts between which something is to happen or not. */
abstract class TransactionBench {
    static final int INITIAL = 1;
    static final int LOCK = 2;
    static final int EXECUTE = 3;
    static final int COMMIT = 4;
    static final int ABORT = 5;

    static final long LOCKED = 2;
    static final long EXECUTED = 3;
    static final long COMMITTED = 4;
    static final long ERROR = 5;
    static final long ABORTED = 6;

    final HeapStore store = new HeapStore();
    Hub hub = new Hub(store, Hub.open());

    @BeforeEach
    void accounts() {
        for (var name : List.of("one", "two")) hub.create("cse-in", ADMIN, 3, "m2m:cnt", "rn", name, "mni", 100);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    static Value.Fields setting(String name, long value) {
        return setting(ADMIN, name, value);
    }

    static Value.Fields setting(String from, String name, long value) {
        return Primitives.fields(
                Request.update("cse-in/" + name, from, Value.field("m2m:cnt", Hub.fields("mni", value)))
                        .withId("t-" + name));
    }

    /** A request as a transaction carries it. */
    static Value.Fields primitive(Request request) {
        return Primitives.fields(request.withId("x"));
    }

    /** One that makes a subscription to two resources, at an application that is there then. */
    Value.Fields crossing(String other) {
        hub.register("Capp");
        var both = Hub.fields("rn", "both", "nu", List.of(ADMIN), "twt", 1, "tws", "PT1M");
        var targets = both.with("rrat", Value.texts(List.of("cse-in/one", other)))
                .with("encs", Hub.fields("encn", List.of(Hub.fields("net", List.of(3)))));
        return primitive(Request.create("cse-in/capp", ADMIN, 48, Value.field("m2m:crs", targets)));
    }

    List<Resource> subscriptions(String name) {
        return store.view().children(hub.stored("cse-in/" + name).ri(), 23);
    }

    Response begin(String name, Value.Fields primitive, Object... more) {
        var all = new ArrayList<Object>(List.of("rn", "t", "tid", "mine", "m2m:rqp", primitive));
        all.addAll(List.of(more));
        return hub.create("cse-in/" + name, ADMIN, 51, "m2m:trac", all.toArray());
    }

    Response control(String name, int control) {
        return hub.update("cse-in/" + name + "/t", ADMIN, "m2m:trac", "tctl", control);
    }

    long state(String name) {
        return Hub.whole(hub.retrieve("cse-in/" + name + "/t", ADMIN), "trst");
    }

    /** Past every lock. */
    long balance(String name) {
        return hub.stored("cse-in/" + name).whole(Attributes.MNI, 0);
    }

    static Request brief(Request request) {
        return request.with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, Value.of(50));
    }

    static Request update(String name, long value) {
        return Request.update("cse-in/" + name, ADMIN, Value.field("m2m:cnt", Hub.fields("mni", value)));
    }
}
