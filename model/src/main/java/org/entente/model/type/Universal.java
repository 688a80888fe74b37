// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.MA;
import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;

import java.util.List;
import org.entente.model.type.ResourceType.Row;

/** The attributes that all types, or all regular ones, have. TS-0001 §9.6.1.3, TS-0004 §7.4.1.1. */
public final class Universal {
    /** Of every resource. */
    public static final List<Row> UNIVERSAL = List.of(
            new Row(RN, O, NP, NA),
            new Row(TY, NP, NP, NA),
            new Row(RI, NP, NP, NA),
            new Row(PI, NP, NP, NA),
            new Row(CT, NP, NP, NA),
            new Row(LT, NP, NP, NA),
            new Row(LBL, O, O, MA));

    /** Of a resource that expires, has policies and may be announced. */
    public static final List<Row> REGULAR = concat(
            UNIVERSAL,
            List.of(
                    new Row(ET, O, O, MA),
                    new Row(ACPI, O, O, MA),
                    new Row(AT, O, O, NA),
                    new Row(AA, O, O, NA),
                    new Row(AST, O, O, NA),
                    new Row(DACI, O, O, OA),
                    new Row(CR, O, NP, NA),
                    new Row(CSTN, O, O, NA)));

    private Universal() {}

    private static List<Row> concat(List<Row> first, List<Row> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}
