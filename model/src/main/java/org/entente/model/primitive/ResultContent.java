// SPDX-License-Identifier: Apache-2.0
package org.entente.model.primitive;

import java.util.Arrays;
import java.util.Optional;

/** What a response is to carry. TS-0004 §6.3.4.2.7. */
public enum ResultContent {
    NOTHING(0),
    ATTRIBUTES(1),
    HIERARCHICAL_ADDRESS(2),
    HIERARCHICAL_ADDRESS_AND_ATTRIBUTES(3),
    ATTRIBUTES_AND_CHILD_RESOURCES(4),
    ATTRIBUTES_AND_CHILD_RESOURCE_REFERENCES(5),
    CHILD_RESOURCE_REFERENCES(6),
    ORIGINAL_RESOURCE(7),
    CHILD_RESOURCES(8),
    MODIFIED_ATTRIBUTES(9),
    SEMANTIC_CONTENT(10),
    DISCOVERY_RESULT_REFERENCES(11),
    PERMISSIONS(12);

    private final int number;

    ResultContent(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static Optional<ResultContent> of(long number) {
        return Arrays.stream(values()).filter(each -> each.number == number).findFirst();
    }
}
