// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import com.hivemq.client.mqtt.mqtt3.exceptions.Mqtt3ConnAckException;
import com.hivemq.client.mqtt.mqtt3.message.connect.connack.Mqtt3ConnAckReturnCode;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5ConnAckException;
import com.hivemq.client.mqtt.mqtt5.message.connect.connack.Mqtt5ConnAckReasonCode;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What became of the attempts to connect to a broker, so that whoever waits for one learns why there is none. Safe for
 * many threads.
 */
final class Attempts {
    private static final Set<Mqtt5ConnAckReasonCode> PASSING = Set.of(
            Mqtt5ConnAckReasonCode.SERVER_UNAVAILABLE,
            Mqtt5ConnAckReasonCode.SERVER_BUSY,
            Mqtt5ConnAckReasonCode.CONNECTION_RATE_EXCEEDED,
            Mqtt5ConnAckReasonCode.QUOTA_EXCEEDED);

    /** Netty puts the call that failed before what the system says. */
    private static final Pattern SYSTEM_CALL = Pattern.compile("^\\w+\\(\\.\\.\\) failed with error\\(-?\\d+\\): ");

    // Written by the connection's thread, read by those who wait.
    private volatile @Nullable String last;
    private volatile CompletableFuture<Void> refusal = new CompletableFuture<>();

    /**
     * One more has failed. The connection's thread alone calls this.
     *
     * @return whether for another reason than the one before
     */
    boolean failed(Throwable cause) {
        var before = last;
        last = sentence(cause);
        if (isFinal(cause)) {
            var waiting = refusal;
            refusal = new CompletableFuture<>();
            waiting.completeExceptionally(cause);
        }
        return !last.equals(before);
    }

    /** Why the last one failed; empty if none has. */
    Optional<String> last() {
        return Optional.ofNullable(last);
    }

    /** Fails when the next attempt does for a reason that waiting does not mend; never succeeds. */
    CompletableFuture<Void> refusal() {
        return refusal;
    }

    /** The broker has answered, and not by letting us in; or it is not the one that we trust. */
    private static boolean isFinal(Throwable cause) {
        return switch (cause) {
            case Mqtt3ConnAckException e ->
                e.getMqttMessage().getReturnCode() != Mqtt3ConnAckReturnCode.SERVER_UNAVAILABLE;
            case Mqtt5ConnAckException e -> !PASSING.contains(e.getMqttMessage().getReasonCode());
            default -> root(cause) instanceof SSLException || root(cause) instanceof GeneralSecurityException;
        };
    }

    static String sentence(Throwable cause) {
        return switch (cause) {
            case Mqtt3ConnAckException e ->
                "the broker does not let this client in: " + e.getMqttMessage().getReturnCode();
            case Mqtt5ConnAckException e ->
                "the broker does not let this client in: "
                        + e.getMqttMessage().getReasonCode()
                        + e.getMqttMessage()
                                .getReasonString()
                                .map(said -> ", " + said)
                                .orElse("");
            default -> plain(root(cause));
        };
    }

    private static String plain(Throwable root) {
        var said = root.getMessage();
        return said == null || said.isBlank()
                ? root.getClass().getSimpleName()
                : SYSTEM_CALL.matcher(said).replaceFirst("");
    }

    private static Throwable root(Throwable cause) {
        var root = cause;
        while (root.getCause() != null) root = root.getCause();
        return root;
    }
}
