// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Values that an action takes from resources, and where in the request they go. TS-0004 §6.3.5 (m2m:actionInput, Release 5). */
final class Inputs {
    private static final int MOST = 100;

    private final Subjects subjects;

    Inputs(Subjects subjects) {
        this.subjects = subjects;
    }

    /**
     * @param source the address of the resource
     * @param attribute its short name there
     * @param target the member of the request's content that takes the value
     */
    record Input(String source, String attribute, String target) {}

    /** @throws Refused BAD_REQUEST, NOT_FOUND, ORIGINATOR_HAS_NO_PRIVILEGE if there is one that whoever asks cannot have */
    void check(Request asker, Resource action, View view) {
        var inputs = of(action);
        if (inputs.isEmpty()) return;
        body(Actions.primitive(action).content());
        for (var input : inputs) {
            var subject = subjects.find(input.source(), view);
            subjects.permit(asker, subject, view);
            if (subject instanceof Subject.Here here)
                here.current(view).map(Resource::type).ifPresent(type -> {
                    if (type.row(input.attribute()).isEmpty())
                        throw Refused.badRequest(type + " has no attribute " + input.attribute() + " (raid)");
                });
        }
    }

    /** The values by where they go, as they are at the change that triggers the action; those that are not there lack. */
    Value.Fields taken(Resource action, Latest latest) {
        var taken = Value.Fields.EMPTY;
        for (var input : of(action)) {
            var subject = subjects.look(input.source(), latest.view())
                    .filter(found -> subjects.mayRead(Actions.onBehalf(action), found, latest.view()));
            var value = subject.flatMap(found -> Subjects.attributes(found, action, latest))
                    .flatMap(attributes -> Optional.ofNullable(attributes.get(input.attribute())));
            if (value.isPresent()) taken = taken.with(input.target(), value.get());
        }
        return taken;
    }

    /** @throws Refused NOT_FOUND if a value that the request needs was not there */
    static Request filled(Request request, Resource action, Value.Fields taken) {
        var inputs = of(action);
        if (inputs.isEmpty()) return request;
        var content = request.content();
        var root = content.members().keySet().iterator().next();
        var body = body(content);
        for (var input : inputs)
            body = body.with(
                    input.target(),
                    taken.find(input.target())
                            .orElseThrow(() -> Refused.notFound(
                                    input.source() + " had no " + input.attribute() + " that could be read")));
        return request.withContent(content.with(root, body));
    }

    private static Value.Fields body(Value.Fields content) {
        if (content.members().size() == 1
                && content.members().values().iterator().next() instanceof Value.Fields body) return body;
        throw Refused.badRequest("ipu needs an actionPrimitive whose content is one resource");
    }

    static List<Input> of(Resource action) {
        if (!(action.value(Attributes.IPU).orElse(null) instanceof Value.Items(var values))) return List.of();
        if (values.size() > MOST) throw Refused.badRequest("ipu has at most " + MOST + " inputs");
        var inputs = new ArrayList<Input>();
        for (var value : values) if (value instanceof Value.Fields fields) inputs.add(of(fields, action));
        return inputs;
    }

    private static Input of(Value.Fields fields, Resource action) {
        var source = fields.text("rsid").orElse(Actions.subject(action));
        var attribute = fields.text("raid").orElseThrow(() -> Refused.badRequest("an input needs raid"));
        int hash = attribute.indexOf('#');
        if (hash > 0) source = attribute.substring(0, hash);
        var name = attribute.substring(hash + 1);
        if (name.startsWith("_")) throw Refused.badRequest("raid names no attribute");
        return new Input(source, name, fields.text("cstr").orElse(name));
    }
}
