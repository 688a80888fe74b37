// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.core.model.ResourceModel.Operations;
import org.entente.interworking.Sheet;
import org.entente.interworking.Sheet.Where;
import org.entente.interworking.Units;

/** Reads what a user's file says of the resources of objects; mistakes stay in the sheet. */
public final class CatalogueReader {
    private static final int HIGHEST = 65534; // [OMA LwM2M 1.1 §7.2]: 65535 is nobody's
    private static final Set<String> KEYS = Set.of("as", "may", "several", "unit", "title");
    private static final Map<String, ResourceModel.Type> FORMS = Map.of(
            "string", ResourceModel.Type.STRING,
            "integer", ResourceModel.Type.INTEGER,
            "unsigned", ResourceModel.Type.UNSIGNED_INTEGER,
            "float", ResourceModel.Type.FLOAT,
            "boolean", ResourceModel.Type.BOOLEAN,
            "opaque", ResourceModel.Type.OPAQUE,
            "time", ResourceModel.Type.TIME,
            "objlnk", ResourceModel.Type.OBJLNK,
            "corelnk", ResourceModel.Type.CORELINK);
    private static final List<String> OPERATIONS = List.of("R", "W", "RW", "E");

    private final Sheet sheet;

    private CatalogueReader(Sheet sheet) {
        this.sheet = sheet;
    }

    public static Catalogue read(Sheet sheet) {
        return new CatalogueReader(sheet).whole();
    }

    private Catalogue whole() {
        var models = new ArrayList<ObjectModel>();
        for (var part : sheet.maps(sheet.root(), "parts", sheet.whole(), "a part"))
            if (part.containsKey("resources")) object(part).ifPresent(models::add);
        return Catalogue.of(models);
    }

    private Optional<ObjectModel> object(Map<String, Object> part) {
        var kind = sheet.optional(part, "from").orElse("");
        var number = number(kind, sheet.where(part, "from", "part " + kind));
        var given = sheet.map(part.get("resources"), sheet.where(part, "resources", "part " + kind + " resources"));
        var resources = new ArrayList<ResourceModel>();
        given.forEach((id, each) -> {
            var where = sheet.where(given, id, "part " + kind + " resource " + id);
            number(id, where).ifPresent(found -> resources.add(resource(found, sheet.map(each, where), where)));
        });
        if (number.isEmpty()) return Optional.empty();
        var title = sheet.optional(part, "title").orElse("Object " + kind);
        return Optional.of(
                new ObjectModel(number.getAsInt(), title, "", ObjectModel.DEFAULT_VERSION, true, false, resources));
    }

    private OptionalInt number(String text, Where where) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= HIGHEST) return OptionalInt.of(number);
        } catch (NumberFormatException e) {
            // Falls through: the sentence below is the same for both.
        }
        sheet.mistake(where + ": " + text + " must be a number from 0 to " + HIGHEST);
        return OptionalInt.empty();
    }

    private ResourceModel resource(int id, Map<String, Object> resource, Where where) {
        sheet.known(resource, KEYS, where);
        var may = Operations.valueOf(sheet.oneOf(resource, "may", OPERATIONS, where));
        var form = Optional.ofNullable(FORMS.get(sheet.optional(resource, "as").orElse("")));
        if (form.isEmpty() && !may.isExecutable())
            sheet.mistake(where + ": as must be one of "
                    + String.join(", ", FORMS.keySet().stream().sorted().toList()));
        var unit = sheet.optional(resource, "unit").orElse("");
        if (!unit.isEmpty() && Units.find(unit).isEmpty()) sheet.mistake(where + ": there is no unit " + unit);
        return new ResourceModel(
                id,
                sheet.optional(resource, "title").orElse("Resource " + id),
                may,
                sheet.truth(resource, "several", false, where),
                false,
                may.isExecutable() ? ResourceModel.Type.NONE : form.orElse(ResourceModel.Type.STRING),
                "",
                unit,
                "");
    }
}
