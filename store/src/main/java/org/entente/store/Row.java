// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import org.entente.model.type.Resource;

/**
 * A resource that is no instance, with what the file keeps beside it.
 *
 * @param seq its place in the order of creation
 * @param earliest no instance of it expires before, in microseconds; {@link #NEVER} if it has none
 * @param latest when its last instance expires, while they expire in their order; else {@link #UNORDERED}
 */
record Row(long seq, long earliest, long latest, Resource resource) {
    static final long NEVER = Long.MAX_VALUE;
    static final long UNORDERED = -1;
    static final long NONE_YET = Long.MIN_VALUE;
    /** In column {@code at}: the parent is no instance. In column {@code number}: the resource is no instance. */
    static final long NO_INSTANCE = -1;

    Row with(Resource changed) {
        return new Row(seq, earliest, latest, changed);
    }

    /** With an instance more, which expires then. */
    Row expecting(long expires) {
        return new Row(
                seq,
                Math.min(earliest, expires),
                latest == UNORDERED || expires < latest ? UNORDERED : expires,
                resource);
    }
}
