// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.opcua;

import java.util.Set;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.entente.interworking.Outcome;

/** What a server's StatusCode means, for people. OPC 10000-4 §7.39. */
final class Words {
    /** Says that nobody was there to answer, not that the server declined. */
    private static final Set<Long> AWAY = Set.of(
            StatusCodes.Bad_Timeout,
            StatusCodes.Bad_RequestTimeout,
            StatusCodes.Bad_CommunicationError,
            StatusCodes.Bad_ConnectionClosed,
            StatusCodes.Bad_ConnectionRejected,
            StatusCodes.Bad_NotConnected,
            StatusCodes.Bad_NoCommunication,
            StatusCodes.Bad_SecureChannelClosed,
            StatusCodes.Bad_SecureChannelIdInvalid,
            StatusCodes.Bad_SessionClosed,
            StatusCodes.Bad_SessionIdInvalid,
            StatusCodes.Bad_ServerHalted,
            StatusCodes.Bad_Shutdown,
            StatusCodes.Bad_Disconnect,
            StatusCodes.Bad_UnexpectedError);

    private Words() {}

    /** Such as {@code Bad_OutOfRange: The value was out of range.} */
    static String of(StatusCode status) {
        return StatusCodes.lookup(status.value())
                .map(found -> found[0] + ": " + found[1])
                .orElseGet(() -> "status 0x" + Long.toHexString(status.value()));
    }

    static String of(UaException failed) {
        return of(failed.getStatusCode());
    }

    /** The library trips over answers that no server may give. */
    static String of(RuntimeException nonsense) {
        return "the server's answer makes no sense: " + nonsense;
    }

    /** What became of a request that failed as a whole. */
    static Outcome outcome(UaException failed) {
        return AWAY.contains(failed.getStatusCode().value())
                ? new Outcome.Unreachable(of(failed))
                : new Outcome.Denied(of(failed));
    }
}
