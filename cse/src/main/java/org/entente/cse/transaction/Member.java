// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.transaction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.entente.model.Refused;
import org.entente.model.Value;
import org.entente.model.primitive.Peer;
import org.entente.model.primitive.Primitives;
import org.entente.model.primitive.Request;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.Scalar;

/**
 * One request of a transaction, and the resource that stands for it where it goes.
 *
 * @param request the primitive, as it was given
 * @param address of its transaction resource, empty while there is none
 * @param response to the request, once it was tried
 */
record Member(Value.Fields request, String address, TransactionState state, Optional<Value.Fields> response) {
    /** At a transactionMgmt: the members' addresses, states and responses; never shown. */
    static final Attribute MEMBERS = new Attribute("_mem", "members", Scalar.ANY);

    private static final String META = "mi";
    private static final String CONTENT = "pc";

    static List<Member> of(Resource management) {
        var known =
                management.value(MEMBERS).orElse(null) instanceof Value.Items(var values) ? values : List.<Value>of();
        var members = new ArrayList<Member>();
        for (var request : requests(management)) {
            var state = members.size() < known.size() ? known.get(members.size()) : null;
            members.add(state instanceof Value.Fields fields ? known(request, fields) : fresh(request));
        }
        return members;
    }

    private static Member fresh(Value.Fields request) {
        return new Member(request, "", TransactionState.INITIAL, Optional.empty());
    }

    private static Member known(Value.Fields request, Value.Fields known) {
        long state = known.find("st").orElse(null) instanceof Value.Whole(var number) ? number : 1;
        var response = known.find("rsp").orElse(null) instanceof Value.Fields fields
                ? Optional.of(fields)
                : Optional.<Value.Fields>empty();
        return new Member(request, known.text("at").orElse(""), TransactionState.of(state), response);
    }

    static Value noted(List<Member> members) {
        return Value.of(members.stream().map(Member::noted).toList());
    }

    private Value noted() {
        var all = new LinkedHashMap<String, Value>();
        all.put("at", Value.of(address));
        all.put("st", Value.of(state.number()));
        response.ifPresent(given -> all.put("rsp", given));
        return new Value.Fields(all);
    }

    Member in(TransactionState other) {
        return new Member(request, address, other, response);
    }

    /** The requests as primitives: what the list calls meta information are parameters. TS-0004 §6.3.5 (m2m:aggregatedRequest) */
    static List<Value.Fields> requests(Resource management) {
        if (!(management.value(Attributes.RQPS).orElse(null) instanceof Value.Fields list)
                || !(list.find("req").orElse(null) instanceof Value.Items(var values)))
            throw Refused.badRequest("rqps must be a list of requests");
        return values.stream().map(each -> primitive((Value.Fields) each)).toList();
    }

    private static Value.Fields primitive(Value.Fields entry) {
        var all = new LinkedHashMap<String, Value>();
        entry.members().forEach((name, value) -> {
            if (!name.equals(META) && !name.equals(CONTENT)) all.put(name, value);
        });
        if (entry.find(META).orElse(null) instanceof Value.Fields meta) all.putAll(meta.members());
        entry.find(CONTENT).ifPresent(content -> all.put(CONTENT, content));
        return new Value.Fields(all);
    }

    Request parsed() {
        return Primitives.request(request, Peer.UNKNOWN);
    }
}
