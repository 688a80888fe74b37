// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.LinkedHashMap;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.type.ResourceTypes;

/**
 * XML to values and back. TS-0004 §8.3. XML does not say of what type its texts are: the tables of the resource types,
 * parameters and structures do. Safe for many threads.
 */
public final class Xml implements Codec {
    /** For the types of the specification alone, with the default {@link Limits}. */
    public static final Xml STANDARD = new Xml(Limits.DEFAULT, ResourceTypes.standard());

    private final Limits limits;
    private final XmlRoots roots;

    /** @param types whose attributes are known; those of others are read as texts */
    public Xml(Limits limits, ResourceTypes types) {
        this.limits = limits;
        this.roots = new XmlRoots(types);
    }

    @Override
    public Value.Fields readObject(byte[] document) {
        if (document.length > limits.bytes())
            throw Refused.badRequest("the content has " + document.length + " bytes, more than " + limits.bytes());
        var root = new XmlParsing(limits).parse(document);
        return Value.field(root.name(), new XmlReading(roots).root(root));
    }

    @Override
    public Value.Fields salvage(byte[] damaged) {
        var members = new LinkedHashMap<String, Value>();
        if (damaged.length <= limits.bytes())
            for (var each : new XmlParsing(limits).salvage(damaged))
                if (each.children().isEmpty())
                    members.putIfAbsent(each.name(), Value.of(each.text().strip()));
        return new Value.Fields(members);
    }

    /**
     * {@inheritDoc}
     *
     * @param value one member under the name of its root, or the parameters of a primitive as they are
     */
    @Override
    public byte[] write(Value value) {
        return new XmlWriting(roots).document(XmlRoots.rooted(value));
    }
}
