// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;

/** Somebody who works with the devices of a {@link WholeHub}, as an AE of its own. Paths are below the CSE. */
public final class Application {
    private final WholeHub hub;
    private final String name;
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<String> heard = new ConcurrentLinkedQueue<>();

    private Application(WholeHub hub, String name) {
        this.hub = hub;
        this.name = name;
    }

    /** @param name its AE-ID; what it may do with devices the hub's settings say */
    public static Application registered(WholeHub hub, String name) {
        var application = new Application(hub, name);
        var _ = hub.entities().attach(name, request -> {
            application.heard.add(request.content().toString());
            return Response.of(request, ResultCode.OK);
        });
        var ae = Value.field("api", Value.of("Napp")).with("rr", Value.of(true)).with("srv", Value.texts(List.of("3")));
        application.done(Request.create("cse-in", name, 2, Value.field("m2m:ae", ae)));
        return application;
    }

    private Response send(Request request) {
        return hub.cse().send(request.withId(name + requests.incrementAndGet()).withPeer(Peer.LOCAL));
    }

    private void done(Request request) {
        var response = send(request);
        if (!response.isSuccess()) throw new AssertionError(response.sentence());
    }

    private Optional<Value.Fields> find(String path) {
        var response = send(Request.retrieve("cse-in/" + path, name));
        if (!response.isSuccess()) return Optional.empty();
        return response.content().members().values().stream().findFirst().map(Value.Fields.class::cast);
    }

    public boolean sees(String path) {
        return find(path).isPresent();
    }

    /** The value of an attribute, or null's word if it is not there. */
    public String text(String path, String attribute) {
        return find(path)
                .flatMap(each -> each.find(attribute))
                .map(Fitting::word)
                .orElse("-");
    }

    public Response update(String path, String root, String attribute, Value value) {
        var changes = Value.field(root, new Value.Fields(Map.of(attribute, value)));
        return send(Request.update("cse-in/" + path, name, changes));
    }

    /** @param event of which kind, such as 1 for updates and 3 for new children. TS-0004 §6.3.4.2.19 */
    public void subscribe(String path, int event) {
        var sub = Value.field("nu", Value.texts(List.of(name)))
                .with("rn", Value.of("mine"))
                .with("enc", Value.field("net", Value.of(List.of(Value.of(event)))));
        done(Request.create("cse-in/" + path, name, 23, Value.field("m2m:sub", sub)));
    }

    public void unsubscribe(String path) {
        done(Request.delete("cse-in/" + path + "/mine", name));
    }

    /** Whether one of the notifications says all of this. */
    public boolean heard(String... words) {
        return heard.stream().anyMatch(each -> List.of(words).stream().allMatch(each::contains));
    }
}
