// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.Optional;
import org.entente.app.trace.Recorder;
import org.entente.model.web.WebHandler;
import org.entente.model.web.WebRequest;
import org.entente.model.web.WebResponse;

/** Shows the administrator the recorded primitives: as text, or as a diagram with {@code ?as=svg}. */
final class TracePage implements WebHandler {
    static final String PATH = "/trace";

    private static final String TEXT = "text/plain; charset=utf-8";

    private final String administrator;
    private final Recorder recorder;

    TracePage(String administrator, Recorder recorder) {
        this.administrator = administrator;
        this.recorder = recorder;
    }

    @Override
    public WebResponse handle(WebRequest request) {
        if (administrator.isEmpty() || !request.originator().equals(Optional.of(administrator)))
            return sentence(403, "only the administrator, with a credential, sees what was recorded");
        if (!request.method().equals("GET")) return new WebResponse(405, Map.of("Allow", "GET"), _ -> {});
        if (!recorder.isOn()) return sentence(404, "nothing is recorded: set trace.primitives to how many to keep");
        return request.query("as").filter("svg"::equals).isPresent()
                ? WebResponse.of(200, "image/svg+xml", recorder.svg().getBytes(UTF_8))
                : WebResponse.of(200, TEXT, recorder.text().getBytes(UTF_8));
    }

    /** The diagram for the console, for the administrator alone. */
    Optional<String> diagram(String originator) {
        return recorder.isOn() && !administrator.isEmpty() && administrator.equals(originator)
                ? Optional.of(recorder.svg())
                : Optional.empty();
    }

    private static WebResponse sentence(int status, String sentence) {
        return WebResponse.of(status, TEXT, (sentence + "\n").getBytes(UTF_8));
    }
}
