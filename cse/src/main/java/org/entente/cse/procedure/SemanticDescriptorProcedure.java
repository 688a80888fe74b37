// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.procedure;

import java.util.Base64;
import java.util.List;
import org.entente.cse.outbound.Question;
import org.entente.cse.semantics.SemanticFormat;
import org.entente.cse.semantics.SemanticIndex;
import org.entente.cse.store.View;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;

/** Takes only descriptors that are what their representation says. TS-0004 §7.4.34.2. */
public final class SemanticDescriptorProcedure implements Procedure {
    private final SemanticIndex index;

    public SemanticDescriptorProcedure(SemanticIndex index) {
        this.index = index;
    }

    /** Reading a document takes time, so it is done here and not in the writer's turn. */
    @Override
    public List<Question> questions(Request request, Resource target, Value.Fields attributes, View view) {
        switch (request.operation()) {
            case CREATE -> check(attributes, Value.Fields.EMPTY);
            case UPDATE -> {
                refuseQueries(attributes);
                if (given(attributes, Attributes.DSP) || given(attributes, Attributes.DCRP))
                    check(attributes, new Value.Fields(target.attributes()));
            }
            case RETRIEVE, DELETE, NOTIFY -> {}
        }
        return List.of();
    }

    /** What was checked is the pair as it will be: a half that the request does not give must still be the same. */
    @Override
    public boolean holds(Value.Fields attributes, Resource seen, Resource now) {
        boolean dsp = given(attributes, Attributes.DSP);
        boolean dcrp = given(attributes, Attributes.DCRP);
        if (dsp == dcrp) return true;
        var other = dsp ? Attributes.DCRP : Attributes.DSP;
        return seen.value(other).equals(now.value(other));
    }

    @Override
    public void create(Turn turn, Resource parent, Resource created) {
        turn.create(withoutValidation(created));
    }

    @Override
    public void update(Turn turn, Resource before, Resource after) {
        turn.update(before, withoutValidation(after));
    }

    private static void refuseQueries(Value.Fields attributes) {
        if (!given(attributes, Attributes.SOE)) return;
        if (given(attributes, Attributes.DSP)) // [TS-0004 §7.4.34.2.3 Recv-6.4 a]
        throw Refused.badRequest("soe and dsp cannot be updated by one request").about("soe");
        throw notImplemented("soe: descriptors cannot be changed by SPARQL here");
    }

    /** @param before where a half of the pair comes from that the request does not give */
    private void check(Value.Fields attributes, Value.Fields before) {
        var format = format((given(attributes, Attributes.DCRP) ? attributes : before)
                .find(Attributes.DCRP.shortName())
                .orElseThrow());
        var text = (given(attributes, Attributes.DSP) ? attributes : before)
                .text(Attributes.DSP.shortName())
                .orElseThrow();
        switch (format) {
            case IRI -> throw Refused.badRequest("a descriptor cannot be an IRI (dcrp 1)"); // [§7.4.34.2.1 c, .3 d]
            case FUNCTIONAL_STYLE, OWL_XML, MANCHESTER -> // [TS-0004 §7.3.3.3]
                throw notImplemented(
                        "descriptors in " + format + " (dcrp " + format.number() + ") cannot be read here");
            case RDF_XML, TURTLE, JSON_LD ->
                index.check(format, Base64.getDecoder().decode(text));
        }
    }

    /** Local policy, which the text lets override the request: nothing is validated against ontologies yet, and vlde says so. */
    private static Resource withoutValidation(Resource resource) {
        return resource.truth(Attributes.VLDE).orElse(false)
                ? resource.with(Attributes.VLDE, Value.of(false)) // [TS-0004 §7.4.34.2.1 Recv-6.5 a]
                : resource;
    }

    private static SemanticFormat format(Value value) {
        if (value instanceof Value.Whole(var number)) return SemanticFormat.of(number);
        throw new IllegalArgumentException("dcrp is no number: " + value);
    }

    private static boolean given(Value.Fields attributes, Attribute attribute) {
        return attributes
                .find(attribute.shortName())
                .filter(value -> value != Value.Deleted.DELETED)
                .isPresent();
    }

    private static Refused notImplemented(String sentence) {
        return new Refused(ResultCode.NOT_IMPLEMENTED, sentence);
    }
}
