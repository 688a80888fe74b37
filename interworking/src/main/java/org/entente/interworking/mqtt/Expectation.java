// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.entente.interworking.Fitting;
import org.entente.interworking.Outcome;
import org.entente.model.Value;

/**
 * What a thing is to say after it was told to change. MQTT itself only says that the broker has the command. Guarded by
 * its correspondent's lock.
 */
final class Expectation {
    private final Map<String, Value> before;
    private final Map<String, Value> open;
    private final Map<String, Value> otherwise = new HashMap<>();
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /**
     * @param wanted by path, only what the thing says itself
     * @param before what it said last
     */
    Expectation(Map<String, Value> wanted, Map<String, Value> before) {
        this.before = Map.copyOf(before);
        this.open = new HashMap<>(wanted);
        hear(before);
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    void hear(Map<String, Value> values) {
        Map.copyOf(open).forEach((path, wanted) -> {
            var said = values.get(path);
            if (said == null) return;
            if (isMet(path, wanted, said)) open.remove(path);
            else otherwise.put(path, said);
        });
        if (open.isEmpty()) outcome.complete(Outcome.DONE);
    }

    /** A number that moves is under way, or was rounded: the thing has taken it. */
    private boolean isMet(String path, Value wanted, Value said) {
        if (Fitting.same(said, wanted)) return true;
        var old = before.get(path);
        return isNumber(said) && old != null && !Fitting.same(old, said);
    }

    private static boolean isNumber(Value value) {
        return value instanceof Value.Whole || value instanceof Value.Real;
    }

    void refused(String error) {
        outcome.complete(new Outcome.Denied(error));
    }

    void gone(String reason) {
        outcome.complete(new Outcome.Unreachable(reason));
    }

    /** Nothing more came in time. */
    Outcome verdict() {
        for (var each : open.entrySet()) {
            var path = each.getKey();
            var said = otherwise.get(path);
            if (said != null && !said.equals(before.get(path)))
                return new Outcome.Denied(path + " is " + Fitting.word(said) + " after it was told to be "
                        + Fitting.word(each.getValue()));
        }
        return new Outcome.Unreachable("the thing did not say in time that it took it");
    }
}
