// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

/** An attribute of the dictionary: its names and what values it takes. TS-0004 §8.2.3. */
public record Attribute(String shortName, String longName, DataType type) {

    /** The same name where one resource type gives it another data type. */
    public Attribute as(DataType other) {
        return new Attribute(shortName, longName, other);
    }

    @Override
    public String toString() {
        return shortName;
    }
}
