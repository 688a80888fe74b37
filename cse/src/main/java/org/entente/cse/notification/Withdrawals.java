// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.entente.cse.store.Errand;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Value;
import org.entente.model.primitive.Response;

/** Targets that have answered a notification by asking for no more of them. TS-0001 §10.2.10.6 (targetRemoval). */
public final class Withdrawals {
    public static final String KIND = "withdrawal";

    private static final String TARGETS = "targets";
    private static final String REMOVAL = "trr";

    private Withdrawals() {}

    static boolean isWanted(Response response) {
        return response.content().find(Notification.ROOT).orElse(null) instanceof Value.Fields answer
                && Value.of(true).equals(answer.find(REMOVAL).orElse(null));
    }

    /** One target more. */
    static Write charged(String subscription, String target, View view, String now) {
        var all = new LinkedHashSet<String>();
        view.errand(subscription, KIND).ifPresent(errand -> all.addAll(targets(errand)));
        all.add(target);
        return charged(subscription, List.copyOf(all), now);
    }

    public static Write charged(String subscription, List<String> targets, String due) {
        return new Write.Charged(new Errand(subscription, KIND, due, Value.field(TARGETS, Value.texts(targets))));
    }

    public static List<String> targets(Errand errand) {
        var targets = new ArrayList<String>();
        if (errand.details().find(TARGETS).orElse(null) instanceof Value.Items(var values))
            for (var each : values) if (each instanceof Value.Text(var text)) targets.add(text);
        return targets;
    }
}
