// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.MA;
import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Announced.OA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
    public static final List<Row> REGULAR = with(
            new Row(ET, O, O, MA, true),
            new Row(ACPI, O, O, MA),
            new Row(AT, O, O, NA),
            new Row(AA, O, O, NA),
            new Row(AST, O, O, MA),
            new Row(DACI, O, O, OA),
            new Row(CSTN, O, O, NA));

    /** Of a resource that expires and has policies but is never announced. */
    public static final List<Row> UNANNOUNCED = with(
            new Row(ET, O, O, NA, true), new Row(ACPI, O, O, NA), new Row(DACI, O, O, NA), new Row(CSTN, O, O, NA));

    /** Of an instance, which is never updated and follows the policies of its parent. */
    public static final List<Row> INSTANCE =
            with(new Row(ET, O, NP, NA, true), new Row(AT, O, NP, NA), new Row(AA, O, NP, NA), new Row(AST, O, NP, MA));

    private Universal() {}

    private static List<Row> with(Row... further) {
        return Stream.concat(UNIVERSAL.stream(), Arrays.stream(further)).toList();
    }
}
