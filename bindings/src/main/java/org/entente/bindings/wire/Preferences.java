// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.wire;

import java.util.List;
import org.entente.codec.Serialization;

/** What those take who do not say it in their requests. TS-0004 §7.3.3.12, §7.3.3.13. */
@FunctionalInterface
public interface Preferences {
    Preferences UNKNOWN = _ -> List.of();

    /**
     * @param originator as it calls itself
     * @return members of its {@code contentSerialization}, the most preferred first
     */
    List<String> of(String originator);

    /** Whether {@link #of} answers without a look at the disk. */
    default boolean isAtHand(String originator) {
        return true;
    }

    /** The serialization of an answer whose request shows none. */
    default Serialization answer(String originator) {
        return Serialization.preferred(of(originator), Serialization.JSON);
    }
}
