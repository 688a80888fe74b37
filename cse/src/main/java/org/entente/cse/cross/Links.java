// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.cross;

import java.util.ArrayList;
import java.util.List;
import org.entente.cse.notification.Unlinking;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Which subscriptions a crossResourceSubscription stands on. */
final class Links {
    private Links() {}

    /** All of them, as they write themselves in notifications. */
    static List<String> of(Resource crossResource) {
        var all = new ArrayList<>(crossResource.texts(Attributes.RRATS));
        all.addAll(crossResource.texts(Unlinking.JOINED_SO_FAR));
        return all;
    }
}
