// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.request;

import java.net.InetAddress;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identity;
import org.entente.cse.store.Errand;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.FilterCriteria;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.PrimitiveTypes;
import org.entente.model.type.RequestResource;
import org.entente.model.type.Resource;

/** Writes a request down as a {@code <request>} and an errand, and reads it again. TS-0004 §7.3.2.2. */
final class Dossier {
    /** Of the errands that are requests to be done. */
    static final String KIND = "request";

    /** m2m:requestStatus. TS-0004 §6.3.4.2.10 */
    static final int COMPLETED = 1;

    static final int FAILED = 2;
    static final int PENDING = 3;
    static final int FORWARDED = 4;
    static final int PARTIALLY_COMPLETED = 5;

    private static final String ADDRESS = "address";
    private static final String AUTHENTICATED = "authenticated";
    private static final String VIA = "via";
    private static final String CREDENTIAL = "credential";
    private static final String FURTHER = "further";
    private static final String DONE = "done";
    private static final String SUBJECT = "subject";

    private Dossier() {}

    /** TS-0004 tables 7.3.2.2-1 and 7.3.2.2-2. */
    static Resource resource(Request request, String ri, Identity identity, Instant now, Instant expiration) {
        var all = new LinkedHashMap<String, Value>();
        var created = Value.of(Timestamp.text(now));
        put(all, Attributes.RN, Value.of(ri));
        put(all, Attributes.TY, Value.of(RequestResource.TYPE.number()));
        put(all, Attributes.RI, Value.of(ri));
        put(all, Attributes.PI, Value.of(identity.baseId()));
        put(all, Attributes.CT, created);
        put(all, Attributes.LT, created);
        put(all, Attributes.ET, Value.of(Timestamp.text(expiration)));
        put(all, Attributes.LBL, Value.texts(List.of(request.from())));
        put(all, Attributes.OP, Value.of(request.operation().number()));
        put(all, Attributes.TG, Value.of(request.to()));
        put(all, Attributes.ORG, Value.of(request.from()));
        put(all, Attributes.RID, Value.of(request.id()));
        put(all, Attributes.MI, Primitives.metaInformation(request));
        if (!request.content().members().isEmpty()) put(all, Attributes.PC, request.content());
        put(all, Attributes.RS, Value.of(PENDING));
        put(all, Attributes.ORS, result(Response.of(request, ResultCode.ACCEPTED)));
        // Without policies only the originator has access: more than the policy of the clause grants is an UPDATE of
        // the policies alone. [TS-0004 table 7.3.2.2-1]
        put(all, Access.CREATED_BY, Value.of(identity.originator(request.from())));
        return new Resource(RequestResource.TYPE, identity.name() + "/" + ri, all);
    }

    private static void put(Map<String, Value> all, Attribute attribute, Value value) {
        all.put(attribute.shortName(), value);
    }

    /** What is to be done, with what only we may know of its sender. */
    static Errand errand(Request request, String ri, Instant due) {
        var details = new LinkedHashMap<String, Value>();
        request.peer().address().ifPresent(address -> details.put(ADDRESS, Value.of(address.getHostAddress())));
        request.peer().via().ifPresent(cse -> details.put(VIA, Value.of(cse)));
        request.peer().credential().ifPresent(name -> details.put(CREDENTIAL, Value.of(name)));
        details.put(AUTHENTICATED, Value.of(request.peer().authenticated()));
        var further = new LinkedHashMap<String, Value>();
        request.others().forEach((parameter, value) -> {
            if (!Primitives.isMeta(parameter)) further.put(parameter.shortName(), value);
        });
        if (!further.isEmpty()) details.put(FURTHER, new Value.Fields(further));
        return new Errand(ri, KIND, Timestamp.text(due), new Value.Fields(details));
    }

    /** The request as it came. */
    static Request request(Resource kept, Errand errand) {
        var meta = kept.value(Attributes.MI).orElse(null) instanceof Value.Fields fields ? fields : Value.Fields.EMPTY;
        var others = new EnumMap<Parameter, Value>(Parameter.class);
        addAll(others, meta);
        if (errand.details().find(FURTHER).orElse(null) instanceof Value.Fields further) addAll(others, further);
        int type = others.remove(Parameter.RESOURCE_TYPE) instanceof Value.Whole(var number) ? (int) number : 0;
        var filter = others.remove(Parameter.FILTER_CRITERIA) instanceof Value.Fields criteria
                ? new FilterCriteria(criteria)
                : FilterCriteria.NONE;
        return new Request(
                Operation.of(kept.whole(Attributes.OP, 0)).orElseThrow(),
                kept.text(Attributes.TG).orElseThrow(),
                kept.text(Attributes.ORG).orElseThrow(),
                kept.text(Attributes.RID).orElseThrow(),
                type,
                kept.value(Attributes.PC).orElse(null) instanceof Value.Fields content ? content : Value.Fields.EMPTY,
                filter,
                others,
                peer(errand));
    }

    private static void addAll(Map<Parameter, Value> others, Value.Fields members) {
        members.members().forEach((name, value) -> Parameter.of(name).ifPresent(each -> others.put(each, value)));
    }

    private static Peer peer(Errand errand) {
        var address = errand.details().text(ADDRESS).map(InetAddress::ofLiteral);
        boolean authenticated =
                Value.of(true).equals(errand.details().find(AUTHENTICATED).orElse(null));
        return new Peer(
                address,
                authenticated,
                false,
                errand.details().text(VIA),
                errand.details().text(CREDENTIAL));
    }

    /** Notes that the request was carried out, in the same step; what it answers is not known yet. */
    static Errand done(Errand errand, ResultCode code, String subject) {
        var details = errand.details().with(DONE, Value.of(code.number())).with(SUBJECT, Value.of(subject));
        return new Errand(errand.about(), errand.kind(), errand.due(), details);
    }

    /** With what code the request was carried out already; empty if it was not. */
    static Optional<ResultCode> done(Errand errand) {
        return errand.details().find(DONE).orElse(null) instanceof Value.Whole(var number)
                ? ResultCode.of((int) number)
                : Optional.empty();
    }

    /** What was created or updated. */
    static Optional<String> subject(Errand errand) {
        return errand.details().text(SUBJECT);
    }

    /** The operationResult that tells of a response. TS-0004 §6.3.5.32 */
    static Value.Fields result(Response response) {
        var members = new LinkedHashMap<String, Value>();
        members.put("rsc", Value.of(response.code().number()));
        members.put("rqi", Value.of(response.id()));
        if (!response.content().members().isEmpty()) members.put("pc", response.content());
        response.others().forEach((parameter, value) -> {
            if (PrimitiveTypes.OPERATION_RESULT.members().containsKey(parameter.shortName()))
                members.put(parameter.shortName(), value);
        });
        return new Value.Fields(members);
    }
}
