// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

/** The store cannot read or write now, through no fault of the request; nothing was written. */
public final class StoreUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public StoreUnavailable(String what) {
        super(what);
    }

    public StoreUnavailable(String what, Throwable cause) {
        super(what, cause);
    }
}
