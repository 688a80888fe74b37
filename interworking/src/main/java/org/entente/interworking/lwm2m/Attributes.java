// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttribute;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributeSet;
import org.eclipse.leshan.core.link.lwm2m.attributes.LwM2mAttributes;
import org.entente.interworking.Pace;

/** How a device is told at which pace to report. OMA LwM2M 1.1 §5.1.2. */
final class Attributes {
    private static final long PART_OF_SECOND = 999_999_999;

    private Attributes() {}

    static LwM2mAttributeSet of(Pace pace) {
        return new LwM2mAttributeSet(all(pace));
    }

    /** Those of a pace without values, by which a device forgets them. OMA LwM2M 1.1 §6.4.3. */
    static LwM2mAttributeSet forgetting(Pace pace) {
        return new LwM2mAttributeSet(all(pace).stream()
                .map(attribute -> LwM2mAttributes.create(attribute.getModel()))
                .toList());
    }

    private static List<LwM2mAttribute<?>> all(Pace pace) {
        List<LwM2mAttribute<?>> all = new ArrayList<>();
        // In whole seconds: no report sooner than was asked for, and 0 would mean no bound at all.
        var least = pace.least().map(each -> each.plusNanos(PART_OF_SECOND).toSeconds());
        var most = pace.most().map(each -> Math.max(each.toSeconds(), Math.max(1, least.orElse(1L))));
        least.ifPresent(each -> all.add(LwM2mAttributes.create(LwM2mAttributes.MINIMUM_PERIOD, each)));
        most.ifPresent(each -> all.add(LwM2mAttributes.create(LwM2mAttributes.MAXIMUM_PERIOD, each)));
        pace.step().ifPresent(step -> all.add(LwM2mAttributes.create(LwM2mAttributes.STEP, step)));
        pace.above().ifPresent(above -> all.add(LwM2mAttributes.create(LwM2mAttributes.GREATER_THAN, above)));
        pace.below().ifPresent(below -> all.add(LwM2mAttributes.create(LwM2mAttributes.LESSER_THAN, below)));
        return all;
    }
}
