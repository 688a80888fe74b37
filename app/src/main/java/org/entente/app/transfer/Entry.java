// SPDX-License-Identifier: Apache-2.0
package org.entente.app.transfer;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.function.Function;
import org.entente.codec.Json;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * One resource of an export, a line of its file.
 *
 * @param path names from the root of the export, itself included
 * @param as the AE-ID of an AE, empty for others
 * @param content what a CREATE of it may carry; a reference to another resource of the export starts with {@link #OWN}
 */
record Entry(String path, int type, String root, String as, Value.Fields content) {
    /** No identifier and no URL starts so. */
    static final String OWN = "export:";

    String parent() {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The paths of the resources of the same export that an attribute refers to. */
    static Set<String> references(Value value) {
        var found = new HashSet<String>();
        mapped(value, text -> {
            if (text.startsWith(OWN)) found.add(text.substring(OWN.length()));
            return text;
        });
        return found;
    }

    /** The value with each of its texts replaced. */
    static Value mapped(Value value, Function<String, String> change) {
        return switch (value) {
            case Value.Text(var text) -> Value.of(change.apply(text));
            case Value.Items(var values) ->
                Value.of(values.stream().map(each -> mapped(each, change)).toList());
            case Value.Fields(var members) -> {
                var changed = new LinkedHashMap<String, Value>();
                members.forEach((name, each) -> changed.put(name, mapped(each, change)));
                yield new Value.Fields(changed);
            }
            case Value.Whole _, Value.Real _, Value.Bool _, Value.Deleted _ -> value;
        };
    }

    byte[] line() {
        return Json.STRICT.write(Value.field("path", Value.of(path))
                .with("ty", Value.of(type))
                .with("root", Value.of(root))
                .with("as", Value.of(as))
                .with("content", content));
    }

    /** @throws Refused if the line is none of an export */
    static Entry read(byte[] line) {
        var fields = Json.STRICT.readObject(line);
        if (fields.find("ty").orElse(null) instanceof Value.Whole(var type)
                && fields.find("content").orElse(null) instanceof Value.Fields content)
            return new Entry(
                    text(fields, "path"), Math.toIntExact(type), text(fields, "root"), text(fields, "as"), content);
        throw Refused.badRequest("this is no line of an export");
    }

    private static String text(Value.Fields fields, String name) {
        return fields.text(name).orElseThrow(() -> Refused.badRequest("a line of an export lacks " + name));
    }
}
