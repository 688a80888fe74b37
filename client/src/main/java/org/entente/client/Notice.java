// SPDX-License-Identifier: Apache-2.0
package org.entente.client;

import java.util.Optional;
import org.entente.model.Value;

/**
 * What a subscription has told. TS-0004 §7.5.1.1.
 *
 * @param event the number of the event type: 1 update, 2 deletion, 3 a new child, 4 a child that is gone
 * @param resource what is shown of the resource that it is about, if the subscription asked for it
 * @param content all of it, as it came
 */
public record Notice(int event, Optional<Representation> resource, Value.Fields content) {

    static Notice of(Value.Fields notification) {
        var event = notification.find("nev").orElse(Value.Fields.EMPTY) instanceof Value.Fields given
                ? given
                : Value.Fields.EMPTY;
        var shown = event.find("rep").orElse(null) instanceof Value.Fields representation
                ? Representation.of(representation)
                : Optional.<Representation>empty();
        int type = event.find("net").orElse(null) instanceof Value.Whole(var number) ? (int) number : 1;
        return new Notice(type, shown, notification);
    }
}
