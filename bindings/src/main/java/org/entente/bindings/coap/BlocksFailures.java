// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import org.eclipse.californium.core.coap.MessageObserverAdapter;
import org.eclipse.californium.core.coap.Request;

/** A request in blocks fails with each of them: they are messages of their own, which take over its observers alone. */
final class BlocksFailures extends MessageObserverAdapter {
    private final Request whole;

    BlocksFailures(Request whole) {
        this.whole = whole;
    }

    @Override
    public void onSendError(Throwable error) {
        if (whole.getSendError() == null) whole.setSendError(error);
    }

    @Override
    public void onReject() {
        if (!whole.isRejected()) whole.setRejected(true);
    }
}
