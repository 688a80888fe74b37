// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.removal;

import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.NotificationTargetPolicy;
import org.entente.model.type.Resource;

/** The notificationTargetPolicy that is always there: it rejects, and applies where no other does. TS-0001 §9.6.32. */
public final class DefaultPolicy {
    /** By our convention, since it has to be found. */
    public static final String RI = "ntpdefault";

    private static final String NAME = "defaultNotificationTargetPolicy";
    private static final String LABEL = "Default";
    private static final String NEVER = "99991231T235959";

    private DefaultPolicy() {}

    /** @param now as a oneM2M time */
    public static Resource of(Identity identity, String now) {
        var all = new LinkedHashMap<String, Value>();
        put(all, Attributes.RN, Value.of(NAME));
        put(all, Attributes.TY, Value.of(NotificationTargetPolicy.TYPE.number()));
        put(all, Attributes.RI, Value.of(RI));
        put(all, Attributes.PI, Value.of(identity.baseId()));
        put(all, Attributes.CT, Value.of(now));
        put(all, Attributes.LT, Value.of(now));
        put(all, Attributes.ET, Value.of(NEVER));
        put(all, Attributes.ACN, Value.of(Action.REJECT.number()));
        put(all, Attributes.PLBL, Value.of(LABEL));
        put(all, Access.CREATED_BY, Value.of(identity.cseId()));
        return new Resource(NotificationTargetPolicy.TYPE, identity.name() + "/" + NAME, all);
    }

    static boolean isLabel(String label) {
        return LABEL.equalsIgnoreCase(label);
    }

    private static void put(Map<String, Value> all, Attribute attribute, Value value) {
        all.put(attribute.shortName(), value);
    }
}
