// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.model.Refused;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/**
 * A resource that is to be created, checked as far as its type goes; it gets its name and identifier in its turn.
 *
 * @param attributes what the request gave
 */
record Draft(ResourceType type, Value.Fields attributes, Lifetimes lifetimes) {

    /**
     * The whole resource, under its parent as the turn has it. TS-0004 §7.3.3.5
     */
    Resource under(Resource parent, Turn turn, Procedure procedure, String originator) {
        long number = type.isInstance() ? Instances.next(parent) : 0;
        var ri = type.isInstance() ? Identifiers.instance(parent.ri(), number) : procedure.identify(turn, type);
        var given = attributes.text(Attributes.RN.shortName());
        var name = given.orElseGet(() -> type.isInstance() ? Identifiers.instanceName(type, number) : ri);
        var path = parent.path() + "/" + name;
        // A generated name cannot be taken: it carries an identifier that only this resource has.
        if (given.isPresent()) demandFree(name, path, parent, turn);
        var now = Timestamp.text(turn.now());
        var all = new LinkedHashMap<String, Value>();
        put(all, Attributes.RN, Value.of(name));
        put(all, Attributes.TY, Value.of(type.number()));
        put(all, Attributes.RI, Value.of(ri));
        put(all, Attributes.PI, Value.of(parent.ri()));
        put(all, Attributes.CT, Value.of(now));
        put(all, Attributes.LT, Value.of(now));
        all.putAll(attributes.members());
        all.remove(Attributes.AT.shortName()); // it says where the resource is announced, and not where it is to be
        if (type.has(Attributes.ET))
            put(
                    all,
                    Attributes.ET,
                    Value.of(lifetimes.grant(attributes.text(Attributes.ET.shortName()), parent, turn.now())));
        if (type.has(Attributes.ST)) put(all, Attributes.ST, Value.of(0));
        if (all.get(Attributes.CR.shortName()) == Value.Deleted.DELETED)
            put(all, Attributes.CR, Value.of(turn.request().from())); // [TS-0004 §7.3.3.5]
        if (!type.isInstance()) put(all, Access.CREATED_BY, Value.of(originator));
        return new Resource(type, path, all);
    }

    private void demandFree(String name, String path, Resource parent, Turn turn) {
        long latest = Instances.next(parent) - (type.isInstance() ? 0 : 1);
        if (parent.type().hasInstances() && Identifiers.instanceNumber(name) > latest)
            throw Refused.conflict("the name " + name + " is one that a later instance will get");
        if (turn.byPath(path).isPresent())
            throw Refused.conflict("there is already a resource named " + name + " in " + parent.path());
    }

    private static void put(Map<String, Value> all, Attribute attribute, Value value) {
        all.put(attribute.shortName(), value);
    }
}
