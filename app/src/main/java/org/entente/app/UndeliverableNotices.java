// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.entente.codec.Json;
import org.entente.cse.notification.Deliverer;
import org.entente.cse.notification.Undelivered;
import org.entente.model.Value;
import org.entente.model.web.WebHandler;
import org.entente.model.web.WebRequest;
import org.entente.model.web.WebResponse;
import org.jspecify.annotations.Nullable;

/** Lets the administrator see the notices that were given up, send them again, or strike them from the list. */
final class UndeliverableNotices implements WebHandler {
    static final String PATH = "/undeliverable";

    private static final int MOST = 1000;

    private final String administrator;
    private final AtomicReference<@Nullable Deliverer> deliverer = new AtomicReference<>();

    UndeliverableNotices(String administrator) {
        this.administrator = administrator;
    }

    /** From here on there is something to tell. */
    void serve(Deliverer notices) {
        deliverer.set(notices);
    }

    @Override
    public WebResponse handle(WebRequest request) {
        if (administrator.isEmpty() || !request.originator().equals(Optional.of(administrator)))
            return sentence(403, "only the administrator, with a credential, sees what could not be delivered");
        var notices = deliverer.get();
        if (notices == null) return sentence(503, "the hub is starting");
        return switch (request.method()) {
            case "GET" -> list(notices);
            case "POST" -> act(notices, request);
            default -> new WebResponse(405, Map.of("Allow", "GET, POST"), _ -> {});
        };
    }

    private static WebResponse list(Deliverer notices) {
        var all = notices.undeliverable(MOST).stream()
                .map(UndeliverableNotices::fields)
                .toList();
        return json(200, Value.field("undeliverable", Value.of(all)));
    }

    private static Value.Fields fields(Undelivered each) {
        return Value.field("subscription", Value.of(each.notice().subscription()))
                .with("number", Value.of(each.notice().number()))
                .with("target", Value.of(each.notice().target()))
                .with("reason", Value.of(each.reason()))
                .with("since", Value.of(each.since()));
    }

    private static WebResponse act(Deliverer notices, WebRequest request) {
        var subscription = request.query("subscription").orElse("");
        boolean done =
                switch (request.query("action").orElse("")) {
                    case "retry" -> notices.retry(subscription);
                    case "dismiss" -> notices.dismiss(subscription);
                    default -> false;
                };
        return done
                ? sentence(200, "done")
                : sentence(404, "action must be retry or dismiss, subscription one that has undeliverable notices");
    }

    private static WebResponse sentence(int status, String sentence) {
        return json(status, Value.field("message", Value.of(sentence)));
    }

    private static WebResponse json(int status, Value body) {
        return WebResponse.of(status, "application/json", Json.STRICT.write(body));
    }
}
