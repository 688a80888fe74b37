// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.ResultCode;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;

/** Finds whom a request's writes concern, and what they are to be told. Runs in the writer's turn. TS-0004 §7.5.1.2.2. */
public final class Events {

    public Events(Identity identity, Shown shown, Clock clock, NotificationSettings settings) {}

    /**
     * The further writes that a plan's writes bring about.
     *
     * @param writes those of the plan, in order
     * @param view what the plan found, without its own writes
     */
    public List<Write> noticesOf(Request request, List<Write> writes, View view) {
        return List.of();
    }

    /**
     * What somebody has to be told about an attempt that changed nothing: a RETRIEVE, or a refusal.
     *
     * @param target the resource that the request addresses; of a CREATE the parent, of {@code la} and {@code ol} too
     */
    public List<Write> observed(Request request, Resource target, ResultCode code, View view) {
        return List.of();
    }
}
