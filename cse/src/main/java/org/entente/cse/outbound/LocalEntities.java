// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.model.primitive.Mca;

/** The AEs that live inside this process and take requests by a call, such as an interworking proxy. Thread-safe. */
public final class LocalEntities {
    private final ConcurrentHashMap<String, Mca> entities = new ConcurrentHashMap<>();

    /** An entity that takes requests until it is closed. */
    @FunctionalInterface
    public interface Attachment extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param aeId the AE-ID-Stem under which others know it
     * @throws IllegalStateException if another entity is attached under it
     */
    public Attachment attach(String aeId, Mca entity) {
        if (entities.putIfAbsent(aeId, entity) != null)
            throw new IllegalStateException("an entity is already attached as " + aeId);
        return () -> entities.remove(aeId, entity);
    }

    public Optional<Mca> find(String aeId) {
        return Optional.ofNullable(entities.get(aeId));
    }
}
