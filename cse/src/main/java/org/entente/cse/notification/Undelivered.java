// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.LinkedHashMap;
import java.util.Optional;
import org.entente.cse.store.Notice;
import org.entente.model.Value;

/**
 * A notice that was given up. It waits in a queue of its own beside that of its subscription, with the reason.
 *
 * @param notice as it was before
 * @param reason what happened at the last attempt
 * @param since when it was given up, as a oneM2M time
 */
public record Undelivered(Notice notice, String reason, String since) {
    // No resource identifier has an exclamation mark.
    private static final String MARK = "!";
    private static final String REASON = "_reason";
    private static final String MADE = "_made";

    static String queue(String subscription) {
        return subscription + MARK;
    }

    /** The subscription beside whose queue this one is, empty if it is an ordinary one. */
    static Optional<String> subscription(String queue) {
        return queue.endsWith(MARK)
                ? Optional.of(queue.substring(0, queue.length() - MARK.length()))
                : Optional.empty();
    }

    Notice kept() {
        var content = notice.content().with(REASON, Value.of(reason)).with(MADE, Value.of(notice.due()));
        return new Notice(queue(notice.subscription()), notice.number(), notice.target(), content, since);
    }

    static Undelivered of(Notice kept) {
        var members = new LinkedHashMap<>(kept.content().members());
        members.remove(REASON);
        members.remove(MADE);
        var subscription = subscription(kept.subscription()).orElse(kept.subscription());
        var made = kept.content().text(MADE).orElse(kept.due());
        var notice = new Notice(subscription, kept.number(), kept.target(), new Value.Fields(members), made);
        return new Undelivered(notice, kept.content().text(REASON).orElse(""), kept.due());
    }
}
