// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.semantics;

/** How a descriptor is written down. TS-0004 §6.3.4.2.48 (m2m:semanticFormat) */
public enum SemanticFormat {
    IRI(1, "an IRI"),
    FUNCTIONAL_STYLE(2, "OWL in functional style"),
    OWL_XML(3, "OWL/XML"),
    RDF_XML(4, "RDF/XML"),
    TURTLE(5, "Turtle"),
    MANCHESTER(6, "OWL in Manchester syntax"),
    JSON_LD(7, "JSON-LD");

    private final long number;
    private final String called;

    SemanticFormat(long number, String called) {
        this.number = number;
        this.called = called;
    }

    /** @throws IllegalArgumentException if the enumeration has no such number */
    public static SemanticFormat of(long number) {
        for (var format : values()) if (format.number == number) return format;
        throw new IllegalArgumentException("no semantic format has the number " + number);
    }

    public long number() {
        return number;
    }

    @Override
    public String toString() {
        return called;
    }
}
