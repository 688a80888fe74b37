// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import static org.entente.model.type.Announced.MA;
import static org.entente.model.type.Announced.NA;
import static org.entente.model.type.Attributes.*;
import static org.entente.model.type.Presence.M;
import static org.entente.model.type.Presence.NP;
import static org.entente.model.type.Presence.O;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.entente.model.type.ResourceType.Row;

/** Computes the announced variant of a type from its table. TS-0001 §9.6.26, TS-0004 §7.4.26. */
final class Announcements {
    private static final List<Row> COMMON = List.of(
            new Row(
                    RN, O, NP,
                    NA), // NP in table 7.4.26.1-2, but other CSEs give it, and no procedure says who else would
            new Row(TY, NP, NP, NA),
            new Row(RI, NP, NP, NA),
            new Row(PI, NP, NP, NA),
            new Row(CT, NP, NP, NA),
            new Row(LT, NP, NP, NA),
            new Row(ET, M, O, NA),
            new Row(LBL, O, O, NA),
            new Row(ACPI, O, O, NA),
            new Row(DACI, O, O, NA),
            new Row(AST, O, O, NA),
            new Row(LNK, M, O, NA));

    static final Set<String> COMMON_NAMES =
            Set.copyOf(COMMON.stream().map(row -> row.attribute().shortName()).toList());

    /** Children that every type may have and that are not announced themselves. */
    private static final Set<String> KEPT = Set.of("sub", "trac");

    private Announcements() {}

    /**
     * @param announceable whether resources of a kind are announced, to find the children of the variant
     */
    static ResourceType of(ResourceType original, Predicate<String> announceable) {
        var variant = ResourceType.derived(
                        original.number() + ResourceType.ANNOUNCED,
                        root(original),
                        original.longName() + "Annc",
                        original.discriminator())
                .include(COMMON);
        if (original.isGeneral()) variant.general();
        for (var row : original.rows().values())
            if (row.announced() != NA && !COMMON_NAMES.contains(row.attribute().shortName()))
                variant.attribute(row.attribute(), row.announced() == MA && row.always() ? M : O, O, NA);
        if (!original.announcedChildren().isEmpty())
            return variant.children(original.announcedChildren().toArray(String[]::new))
                    .build();
        for (var child : original.children()) {
            if (KEPT.contains(child)) variant.children(child);
            else if (announceable.test(child)) variant.children(child, announced(child));
        }
        return variant.build();
    }

    /** TS-0004 writes {@code m2m:cntA}, TS-0023 writes {@code cod:binShAnnc}. */
    static String root(ResourceType original) {
        return announced(original.root());
    }

    private static String announced(String name) {
        return name.contains(":") && !name.startsWith("m2m:") && !name.startsWith("dcfg:") ? name + "Annc" : name + "A";
    }
}
