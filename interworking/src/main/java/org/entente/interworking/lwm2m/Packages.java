// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.leshan.server.registration.Registration;
import org.entente.interworking.Outcome;
import org.entente.model.Value;

/**
 * Firmware and software as oneM2M's [firmware] and [software] want them: a package is brought to the device, by push or
 * by pull, and what becomes of it is followed to the end. TS-0014 §7, TS-0001 §D.2, §D.3. Safe for many threads.
 */
final class Packages {
    private static final long PUSH_ONLY = 1;
    /** An image takes longer than a word. */
    private static final int PATIENCE = 6;

    private final Dialogue dialogue;
    private final Images images;
    private final Map<String, Map<String, Value>> known = new ConcurrentHashMap<>();

    Packages(Dialogue dialogue, Images images) {
        this.dialogue = dialogue;
        this.images = images;
    }

    /** The outcome with the statuses that follow from what the device said. */
    Outcome withStatus(String device, Outcome outcome) {
        return outcome instanceof Outcome.Done(var values) ? new Outcome.Done(withStatus(device, values)) : outcome;
    }

    Map<String, Value> withStatus(String device, Map<String, Value> values) {
        var all = known.computeIfAbsent(device, _ -> new ConcurrentHashMap<>());
        var more = new LinkedHashMap<>(values);
        values.forEach((path, value) -> PackageObject.following(path).ifPresent(_ -> all.put(path, value)));
        values.keySet()
                .forEach(path -> PackageObject.following(path)
                        .ifPresent(object -> more.putAll(object.statuses(instance(path), all))));
        return more;
    }

    /** What went wrong by what a device reports, in sentences; nothing that it has said before. */
    List<String> failures(String device, Map<String, Value> reported) {
        var before = known.getOrDefault(device, Map.of());
        var sentences = new ArrayList<String>();
        reported.forEach((path, value) -> PackageObject.following(path)
                .filter(object -> path.equals(object.result(instance(path))))
                .filter(_ -> !value.equals(before.get(path)))
                .flatMap(object -> object.failure(PackageObject.whole(value)))
                .ifPresent(sentences::add));
        return sentences;
    }

    /** Whether a value is the address of a package. */
    static boolean isBrought(Map<String, Value> values) {
        return values.keySet().stream()
                .anyMatch(path -> PackageObject.addressed(path).isPresent());
    }

    /** Tells the device where its package is, or pushes the package itself if the device cannot fetch. */
    Outcome bring(Registration client, Map<String, Value> values, Duration within) {
        var path = values.keySet().stream()
                .filter(each -> PackageObject.addressed(each).isPresent())
                .findFirst()
                .orElseThrow();
        var object = PackageObject.addressed(path).orElseThrow();
        var follow = follow(client, object, instance(path), within);
        if (!(follow instanceof Outcome.Done)) return follow;
        var url = values.get(path) instanceof Value.Text(var text) ? text : "";
        if (pulls(client, object, path, url, within)) return dialogue.write(client, values, within);
        return dialogue.push(client, object.content(instance(path)), images.find(url), within.multipliedBy(PATIENCE));
    }

    /** Before a package is run: it must be seen through to its end, whoever subscribes. */
    Outcome run(Registration client, String path, Duration within) {
        var object = PackageObject.run(path);
        if (object.isPresent()
                && follow(client, object.get(), instance(path), within) instanceof Outcome.Unreachable away)
            return away;
        return dialogue.execute(client, path, within);
    }

    /** Observes what the statuses of an instance follow from, in one message if the device can. */
    Outcome follow(Registration client, PackageObject object, String instance, Duration within) {
        return withStatus(client.getEndpoint(), dialogue.observeTogether(client, object.followed(instance), within));
    }

    private boolean pulls(Registration client, PackageObject object, String path, String url, Duration within) {
        if (Images.areIn(url)) return false;
        return object.delivery(instance(path))
                .map(delivery -> dialogue.read(client, delivery, within))
                .map(outcome ->
                        !(outcome instanceof Outcome.Done(var found) && found.containsValue(Value.of(PUSH_ONLY))))
                .orElse(true);
    }

    /** {@code 9/1} of {@code 9/1/7}. */
    static String instance(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }
}
