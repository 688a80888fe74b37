// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.entente.cse.address.Identity;
import org.entente.cse.content.Criterion;
import org.entente.cse.schedule.Recurrence;
import org.entente.model.Refused;
import org.entente.model.Value;

/** Makes rules out of what a policy's attribute says; each complaint names the member. TS-0004 §6.3.5.26, §6.3.5.27. */
final class Rules {
    private static final Set<String> MEMBERS = Set.of("acor", "acop", "acco", "acaf", "acod", "aca");
    private static final Set<String> CONTEXT_MEMBERS = Set.of("actw", "acip", "aclr", "acui", "acec", "acl");
    private static final Set<String> DETAIL_MEMBERS = Set.of("ty", "spty", "chty");

    private Rules() {}

    /** The rules in the value of pv or pvs. */
    static List<Value> in(Value privileges) {
        if (!(privileges instanceof Value.Fields fields)) throw Refused.badRequest("it must be a set of rules");
        return fields.find("acr").map(Rules::items).orElse(List.of());
    }

    /** @throws Refused BAD_REQUEST if it is no rule, or one that says what we cannot evaluate */
    static Rule rule(Value value, Identity identity, LocationSource locations) {
        var fields = fields(value, "acr", MEMBERS);
        var originators = texts(require(fields, "acor"), "acor");
        if (!(require(fields, "acop") instanceof Value.Whole(var operations)) || operations < 0 || operations > 63)
            throw Refused.badRequest("acop must be a sum of 1, 2, 4, 8, 16 and 32")
                    .about("acop");
        return new Rule(
                new Originators(originators, identity),
                (int) operations,
                contexts(fields, locations),
                details(fields),
                flag(fields),
                fields.find("aca").map(v -> Set.copyOf(nonEmptyTexts(v, "aca"))));
    }

    private static List<Context> contexts(Value.Fields rule, LocationSource locations) {
        var contexts = new ArrayList<Context>();
        var given = rule.find("acco");
        given.ifPresent(v -> items(v).forEach(each -> contexts.add(context(each, locations))));
        // Nobody is in none of no contexts: a list that is there says where the rule holds. [TS-0003 §7.1.5]
        if (given.isPresent() && contexts.isEmpty())
            throw Refused.badRequest("acco must not be empty").about("acco");
        return contexts;
    }

    private static Context context(Value value, LocationSource locations) {
        var fields = fields(value, "acco", CONTEXT_MEMBERS);
        return new Context(
                fields.find("actw")
                        .map(v -> nonEmptyTexts(v, "actw").stream()
                                .map(Recurrence::new)
                                .toList()),
                fields.find("acip").map(Rules::blocks),
                fields.find("aclr").map(v -> Region.of(fields(v, "aclr", Set.of("accc", "accr")))),
                fields.find("acui").map(v -> Set.copyOf(nonEmptyTexts(v, "acui"))),
                fields.find("acec").map(Criterion::of),
                fields.find("acl").map(Rules::limit),
                locations);
    }

    private static List<AddressBlock> blocks(Value value) {
        var fields = fields(value, "acip", Set.of("ipv4", "ipv6"));
        var blocks = new ArrayList<AddressBlock>();
        fields.find("ipv4").ifPresent(v -> texts(v, "ipv4").forEach(each -> blocks.add(new AddressBlock(each, false))));
        fields.find("ipv6").ifPresent(v -> texts(v, "ipv6").forEach(each -> blocks.add(new AddressBlock(each, true))));
        if (blocks.isEmpty())
            throw Refused.badRequest("acip must name an address").about("acip");
        return blocks;
    }

    private static Limit limit(Value value) {
        if (value instanceof Value.Whole(var most) && most >= 0) return new Limit(most);
        throw Refused.badRequest("acl must be a number of uses").about("acl");
    }

    private static List<Detail> details(Value.Fields rule) {
        var details = new ArrayList<Detail>();
        var given = rule.find("acod");
        given.ifPresent(v -> items(v).forEach(each -> details.add(detail(each))));
        if (given.isPresent() && details.isEmpty())
            throw Refused.badRequest("acod must not be empty").about("acod");
        return details;
    }

    private static Detail detail(Value value) {
        var fields = fields(value, "acod", DETAIL_MEMBERS);
        var children = new ArrayList<Integer>();
        for (var each : items(require(fields, "chty"))) children.add(type(each, "chty"));
        return new Detail(
                fields.find("ty").map(v -> type(v, "ty")),
                fields.find("spty").map(Detail::specialization),
                Set.copyOf(children));
    }

    private static int type(Value value, String where) {
        if (value instanceof Value.Whole(var number) && number >= 0 && number < Integer.MAX_VALUE) return (int) number;
        throw Refused.badRequest(where + " must be a resource type number");
    }

    private static boolean flag(Value.Fields rule) {
        return switch (rule.find("acaf").orElse(Value.of(false))) {
            case Value.Bool(var truth) -> truth;
            case Value.Text _, Value.Whole _, Value.Real _, Value.Items _, Value.Fields _, Value.Deleted _ ->
                throw Refused.badRequest("acaf must be true or false").about("acaf");
        };
    }

    static Value.Fields fields(Value value, String where, Set<String> known) {
        if (!(value instanceof Value.Fields fields)) throw Refused.badRequest(where + " must be a structure");
        for (var name : fields.members().keySet())
            if (!known.contains(name)) throw Refused.badRequest(where + " has no member " + name);
        return fields;
    }

    static Value require(Value.Fields fields, String name) {
        return Optional.ofNullable(fields.members().get(name))
                .orElseThrow(() -> Refused.badRequest("its member " + name + " is missing"));
    }

    static List<String> texts(Value value, String where) {
        var texts = new ArrayList<String>();
        for (var each : items(value)) {
            if (!(each instanceof Value.Text(var text))) throw Refused.badRequest(where + " must be a list of texts");
            texts.add(text);
        }
        return texts;
    }

    private static List<String> nonEmptyTexts(Value value, String where) {
        var texts = texts(value, where);
        if (texts.isEmpty()) throw Refused.badRequest(where + " must not be empty");
        return texts;
    }

    private static List<Value> items(Value value) {
        return value instanceof Value.Items(var values) ? values : List.of(value);
    }
}
