// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.eclipse.leshan.core.node.codec.CodecException;
import org.eclipse.leshan.core.request.DownlinkRequest;
import org.eclipse.leshan.core.request.exception.ClientSleepingException;
import org.eclipse.leshan.core.request.exception.InvalidRequestException;
import org.eclipse.leshan.core.request.exception.InvalidResponseException;
import org.eclipse.leshan.core.request.exception.RequestCanceledException;
import org.eclipse.leshan.core.request.exception.RequestRejectedException;
import org.eclipse.leshan.core.request.exception.SendFailedException;
import org.eclipse.leshan.core.request.exception.UnconnectedPeerException;
import org.eclipse.leshan.core.response.LwM2mResponse;
import org.eclipse.leshan.server.LeshanServer;
import org.eclipse.leshan.server.registration.Registration;
import org.entente.interworking.Outcome;
import org.entente.model.Value;
import org.jspecify.annotations.Nullable;

/** Sends one request to a device and tells how it ended; nothing that a device does becomes an exception. */
final class Wire {
    private static final String METHOD_NOT_ALLOWED = "4.05";

    private final LeshanServer server;
    private final Silence silence;

    Wire(LeshanServer server, Silence silence) {
        this.server = server;
        this.silence = silence;
    }

    <T extends LwM2mResponse> Outcome send(
            Registration client, DownlinkRequest<T> request, Duration within, Function<T, Map<String, Value>> values) {
        try {
            @Nullable T response = server.send(client, request, within.toMillis());
            if (response == null) return unanswered(client, "no answer within " + within);
            silence.heard(client);
            if (response.isFailure()) return new Outcome.Denied(error(response));
            return new Outcome.Done(values.apply(response));
        } catch (InvalidRequestException | CodecException e) {
            return new Outcome.Denied("it has no form for the device: " + e.getMessage());
        } catch (InvalidResponseException e) {
            silence.heard(client);
            return new Outcome.Denied("the device answered what makes no sense: " + e.getMessage());
        } catch (RequestRejectedException e) {
            silence.heard(client);
            return new Outcome.Denied("the device rejected the message");
        } catch (RequestCanceledException e) {
            return new Outcome.Unreachable("it registered anew or left meanwhile");
        } catch (ClientSleepingException e) {
            return new Outcome.Unreachable("it sleeps");
        } catch (UnconnectedPeerException | SendFailedException e) {
            return unanswered(client, "it cannot be reached: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Unreachable("the hub stops");
        }
    }

    private Outcome unanswered(Registration client, String reason) {
        silence.unanswered(client);
        return new Outcome.Unreachable(reason);
    }

    /** Whether a device does not know what was asked, rather than not wanting it. */
    static boolean isMethodRefused(Outcome outcome) {
        return outcome instanceof Outcome.Denied(var error) && error.startsWith(METHOD_NOT_ALLOWED);
    }

    private static String error(LwM2mResponse response) {
        var code = response.getCode();
        var number = code.getCode() / 100 + "." + (code.getCode() % 100 < 10 ? "0" : "") + code.getCode() % 100;
        var text = response.getErrorMessage();
        return number + " " + code.getName() + (text == null || text.isEmpty() ? "" : ": " + text);
    }
}
