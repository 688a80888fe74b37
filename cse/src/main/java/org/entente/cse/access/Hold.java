// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/** The mark of a resource that a transaction keeps others from. TS-0001 §9.6.48 (transactionLockType). */
public final class Hold {
    /** The {@code ri} of the transaction; never shown. */
    public static final Attribute BY = new Attribute("_lck", "heldBy", Scalar.ID);

    /** Whether it may be read all the same; never shown. */
    public static final Attribute READABLE = new Attribute("_lckr", "heldReadable", Scalar.BOOLEAN);

    private Hold() {}

    /** Whether a resource is kept from a request at all, be it only from being changed. */
    public static boolean concerns(Request request, Resource resource) {
        return resource.has(BY) && !request.peer().internal();
    }

    /** Whether nobody but the transaction may read it now. */
    public static boolean hides(Request request, Resource resource) {
        return concerns(request, resource) && !resource.truth(READABLE).orElse(false);
    }
}
