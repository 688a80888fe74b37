// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import org.entente.model.type.Resource;

/**
 * A resource that is no instance, with what the file keeps beside it.
 *
 * @param seq its place in the order of creation
 * @param earliest none of its instances that expire in their order expires before, in microseconds; {@link #NEVER} if it has none
 * @param latest when the last of these expires
 */
record Row(long seq, long earliest, long latest, Resource resource) {
    static final long NEVER = Long.MAX_VALUE;
    static final long NONE_YET = Long.MIN_VALUE;
    /** In column {@code at}: the parent is no instance. In column {@code number}: the resource is no instance. */
    static final long NO_INSTANCE = -1;

    Row with(Resource changed) {
        return new Row(seq, earliest, latest, changed);
    }

    /** Whether an instance that expires then would do so after those before it. */
    boolean isInOrder(long expires) {
        return expires >= latest;
    }

    /** With an instance more, which expires then, after those before it. */
    Row expecting(long expires) {
        return new Row(seq, Math.min(earliest, expires), expires, resource);
    }

    /** With another oldest instance, which expires then. */
    Row beginningAt(long expires) {
        return new Row(seq, expires, latest, resource);
    }
}
