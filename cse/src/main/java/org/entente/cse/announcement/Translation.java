// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.announcement;

import java.util.LinkedHashMap;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.type.DataType;
import org.entente.model.type.Scalar;

/**
 * Writes the identifiers of this CSE so that another CSE understands them: SP-relative, or absolute for another service
 * provider. A structured one stays structured. TS-0001 §7.2, TS-0004 §7.3.3.10.
 *
 * @param absolute whether the other CSE belongs to another service provider
 */
record Translation(Identity identity, View view, boolean absolute) {

    /** What is to be read at an address. */
    static Translation toward(String address, Identity identity, View view) {
        return new Translation(identity, view, address.startsWith("//"));
    }

    /** This CSE as the other one knows it. */
    String cse() {
        return provider(identity.cseId());
    }

    /** A resource of ours by its unstructured identifier. */
    String resource(String ri) {
        return absolute ? identity.absolute(ri) : identity.spRelative(ri);
    }

    Value value(DataType type, Value value) {
        return switch (type) {
            case Scalar scalar -> scalar(scalar, value);
            case DataType.ListOf(var element, var _, var _) ->
                value instanceof Value.Items(var each)
                        ? Value.of(each.stream().map(one -> value(element, one)).toList())
                        : value;
            case DataType.Complex complex -> value instanceof Value.Fields fields ? members(complex, fields) : value;
            case DataType.Enumerated _ -> value;
        };
    }

    private Value members(DataType.Complex type, Value.Fields fields) {
        var translated = new LinkedHashMap<String, Value>();
        fields.members().forEach((name, value) -> {
            var member = type.members().get(name);
            translated.put(name, member == null ? value : value(member.type(), value));
        });
        return new Value.Fields(translated);
    }

    private Value scalar(Scalar type, Value value) {
        boolean identifies = type == Scalar.ID || type == Scalar.ANY_URI;
        return identifies && value instanceof Value.Text(var text) ? Value.of(identifier(type, text)) : value;
    }

    private String identifier(Scalar type, String text) {
        if (text.contains("://")) return text;
        if (text.startsWith("/")) return provider(text);
        if (new Tree(identity).resource(text, view).isPresent()) return local(text);
        // What is an identifier by its type but no resource may still be an AE-ID, or a pattern of some.
        boolean aeId = type == Scalar.ID && text.matches("[CS][^/]*");
        return aeId ? stem(text) : text;
    }

    private String local(String text) {
        return text.startsWith("S") && text.indexOf('/') < 0 ? stem(text) : resource(text);
    }

    /** An AE-ID-Stem that starts with S is unique in its service provider, so it has no CSE-ID before it. */
    private String stem(String text) {
        if (!text.startsWith("S")) return resource(text);
        return absolute ? "//" + identity.spId() + "/" + text : "/" + text;
    }

    private String provider(String text) {
        return absolute && !text.startsWith("//") ? "//" + identity.spId() + text : text;
    }
}
