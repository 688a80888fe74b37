// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.notification;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.entente.cse.outbound.Target;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.type.Ae;
import org.entente.model.type.Container;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceTypes;

/** Which combinations a subscription may have, whoever asks. TS-0004 §7.4.8.2.1, TS-0001 §9.6.8. */
final class SubscriptionRules {
    private static final int TIME_SERIES = 29;
    private static final Set<String> SERIALIZATIONS = Set.of("json", "cbor", "xml");

    /** What a blocking subscription may have beside its criteria and its one target. */
    private static final Set<String> POLICIES =
            Set.of("exc", "gpi", "nfu", "bn", "rl", "psn", "pn", "nsp", "ln", "nec", "su", "acrs", "nse", "eeno", "ma");

    /** By event type, the content types that it may have; the first is the default. TS-0001 table 9.6.8-4 */
    private static final Map<Long, List<Long>> CONTENT_TYPES = Map.of(
            1L, List.of(1L, 2L, 3L),
            2L, List.of(1L, 3L),
            3L, List.of(1L, 3L),
            4L, List.of(1L, 3L),
            5L, List.of(1L, 3L),
            6L, List.of(4L),
            7L, List.of(2L),
            8L, List.of(5L));

    private static final Map<Long, String> KINDS = kinds();

    private SubscriptionRules() {}

    /**
     * @param attributes of the subscription as it would be
     * @throws Refused BAD_REQUEST; NOT_IMPLEMENTED for what waits for other resource types
     */
    static void check(Value.Fields attributes, Resource subscribedTo) {
        var criteria = criteria(attributes);
        if (criteria.isMonitor() && criteria.has("net"))
            throw Refused.badRequest("enc has both net and om").about("enc"); // [TS-0004 §7.4.8.2.1]
        if (attributes.find("ma").isPresent())
            throw new Refused(ResultCode.NOT_IMPLEMENTED, "ma is not implemented: no clause says what it does");
        targets(attributes).forEach(SubscriptionRules::checkTarget);
        checkTypes(criteria, subscribedTo);
        checkMissingData(criteria, subscribedTo);
        checkChildTypes(criteria, subscribedTo);
        checkContentType(criteria, attributes);
        if (criteria.isBlocking()) checkBlocking(criteria, attributes);
    }

    static Criteria criteria(Value.Fields attributes) {
        return Criteria.of(attributes.find("enc").orElse(Value.Fields.EMPTY));
    }

    static List<String> targets(Value.Fields attributes) {
        return attributes.find("nu").orElse(null) instanceof Value.Items(var values)
                ? values.stream().map(each -> ((Value.Text) each).text()).toList()
                : List.of();
    }

    /** The notificationContentType of a subscription that names none. */
    static long defaultContentType(Criteria criteria) {
        return criteria.types().stream()
                .map(type -> allowed(type).getFirst())
                .findFirst()
                .orElse(1L);
    }

    private static void checkTarget(String target) {
        Target.of(target)
                .serialization()
                .filter(asked -> !SERIALIZATIONS.contains(asked))
                .ifPresent(asked -> {
                    throw Refused.badRequest("nu asks for ct=" + asked + ", which is not one of " + SERIALIZATIONS)
                            .about("nu");
                });
    }

    private static void checkTypes(Criteria criteria, Resource subscribedTo) {
        var types = criteria.types();
        if (types.size() > 1 && (types.contains(Criteria.BLOCKING_UPDATE) || types.contains(8L)))
            throw Refused.badRequest("net 7 and net 8 stand alone").about("net"); // [TS-0001 table 9.6.8-3]
        if (types.contains(5L) && subscribedTo.type() != Container.TYPE)
            throw Refused.badRequest("net 5 is for containers only").about("net");
        if (!types.contains(6L)) return;
        if (subscribedTo.type() != Ae.TYPE)
            throw Refused.badRequest("net 6 is for AEs only").about("net");
        throw new Refused(ResultCode.NOT_IMPLEMENTED, "this CSE receives no triggers");
    }

    private static void checkMissingData(Criteria criteria, Resource subscribedTo) {
        boolean reports = criteria.types().contains(8L);
        if (reports && !criteria.has("md"))
            throw Refused.badRequest("net 8 needs md").about("net");
        if ((reports || criteria.has("md")) && subscribedTo.type().number() != TIME_SERIES)
            throw Refused.badRequest("md is for time series only").about("md");
    }

    private static void checkChildTypes(Criteria criteria, Resource subscribedTo) {
        for (var type : criteria.childTypes()) {
            var kind = KINDS.get(type);
            if (kind != null && !subscribedTo.type().children().contains(kind))
                throw Refused.badRequest("chty " + type + " can be no child of a " + subscribedTo.type())
                        .about("chty");
        }
    }

    private static void checkContentType(Criteria criteria, Value.Fields attributes) {
        if (!(attributes.find("nct").orElse(null) instanceof Value.Whole(var asked))) return;
        for (var type : criteria.types())
            if (!allowed(type).contains(asked))
                throw Refused.badRequest("nct " + asked + " does not go with net " + type)
                        .about("nct");
    }

    private static List<Long> allowed(long type) {
        return CONTENT_TYPES.getOrDefault(type, List.of(1L));
    }

    private static void checkBlocking(Criteria criteria, Value.Fields attributes) {
        for (var tag : criteria.members().members().keySet())
            if (!tag.equals("net") && !tag.equals("atr"))
                throw Refused.badRequest("enc with net 7 may have no condition but atr, not " + tag)
                        .about("net");
        for (var name : attributes.members().keySet())
            if (POLICIES.contains(name)) throw Refused.badRequest("a subscription with net 7 may not have " + name);
        var targets = targets(attributes);
        if (targets.size() != 1) throw Refused.badRequest("a subscription with net 7 has exactly one nu");
        if (Target.of(targets.getFirst()).isUrl())
            throw Refused.badRequest("the nu of a subscription with net 7 must be a resource identifier, not a URL")
                    .about("nu");
    }

    private static Map<Long, String> kinds() {
        var kinds = new HashMap<Long, String>();
        for (var type : ResourceTypes.standard().all())
            kinds.put((long) type.number(), type.root().substring(type.root().indexOf(':') + 1));
        kinds.put((long) FlexContainer.NUMBER, "fcnt");
        kinds.put((long) MgmtObj.NUMBER, "mgmtObj");
        return kinds;
    }
}
