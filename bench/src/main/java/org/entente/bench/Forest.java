// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import static org.entente.model.type.Attributes.*;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Attribute;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.CseBase;
import org.entente.model.type.Group;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;
import org.entente.model.type.Scalar;
import org.entente.model.type.Subscription;

/** Resources and changes as the pipeline makes them, in the numbers that a measurement needs. */
public final class Forest {
    public static final String ROOT = "cse-in";
    static final int OWNERS = 100;
    /** How many that do not match a container has. */
    static final int[] SUBSCRIPTIONS = {10, 1000};
    /** A container that is to be filled. */
    static final String FULL = "full";
    /** May read and discover every container, by its policy. */
    public static final String READER = "Creader";

    private static final String BEGIN = "20260101T000000,000000";
    private static final String END = "20310101T000000,000000";
    static final String CONTENT = "x".repeat(100);

    private static final int AT_ONCE = 500;
    // m2m:notificationEventType and m2m:notificationContentType
    private static final int CHILD_CREATED = 3;
    private static final int CHILD_DELETED = 4;
    private static final int ONLY_THE_REFERENCE = 3;
    private static final int EVERYTHING = 63; // m2m:accessControlOperations, the sum of all
    private static final int TO_READ = 34; // RETRIEVE and DISCOVERY
    // What the procedures keep at a container beside its attributes.
    private static final Attribute NUMBER = new Attribute("_seq", "instanceNumber", Scalar.NON_NEGATIVE);

    private Forest() {}

    static Resource base() {
        var attributes = new LinkedHashMap<String, Value>();
        put(attributes, RN, ROOT);
        put(attributes, RI, "id-in");
        attributes.put(TY.shortName(), Value.of(CseBase.TYPE.number()));
        put(attributes, CT, BEGIN);
        put(attributes, LT, BEGIN);
        return new Resource(CseBase.TYPE, ROOT, attributes);
    }

    static String id(int number) {
        return "cnt" + Long.toString(36L * 36 * 36 * 36 * 36 * 36 + number * 7919L, 36);
    }

    public static String path(int number) {
        return ROOT + "/box" + number;
    }

    /** The originator that a container's policy lets do everything, from this machine. */
    public static String owner(int number) {
        return "Cgardener" + number % OWNERS;
    }

    /** A CSEBase, a policy for each owner and containers; every hundredth carries the label {@code rare}. */
    public static void plant(Store store, int containers) {
        var base = base();
        var first = new ArrayList<Write>(List.of(new Write.Created(base)));
        for (int i = 0; i < OWNERS; i++) first.add(new Write.Created(policy(base, i)));
        store.commit(_ -> new Outcome(first, base));
        for (int from = 0; from < containers; from += AT_ONCE) {
            var writes = new ArrayList<Write>();
            for (int i = from; i < Math.min(containers, from + AT_ONCE); i++)
                writes.add(new Write.Created(container(base, i)));
            store.commit(_ -> new Outcome(writes, base));
        }
    }

    /** A container beside the others. */
    static void add(Store store, String name) {
        var box = container(base(), 0, ROOT + "/" + name, name);
        store.commit(_ -> new Outcome(List.of(new Write.Created(box)), box));
    }

    static String watched(int subscriptions) {
        return ROOT + "/watched" + subscriptions;
    }

    static String group(int members) {
        return ROOT + "/group" + members;
    }

    /**
     * A container with subscriptions, beside the others.
     *
     * @param target where they notify; empty for those that never match what is created
     */
    static void watch(Store store, int subscriptions, String target) {
        var base = base();
        var box = container(base, 0, watched(subscriptions), "watched" + subscriptions);
        var writes = new ArrayList<Write>(List.of(new Write.Created(box)));
        int event = target.isEmpty() ? CHILD_DELETED : CHILD_CREATED;
        for (int i = 0; i < subscriptions; i++)
            writes.add(new Write.Created(made(
                            Subscription.TYPE, box, box.path() + "/sub" + i, "sub" + subscriptions + "x" + i, BEGIN)
                    .with(ENC, Value.field("net", Value.of(List.of(Value.of(event)))))
                    .with(NU, Value.texts(List.of(target.isEmpty() ? "http://127.0.0.1:9/" : target)))
                    .with(NCT, ONLY_THE_REFERENCE)
                    .with(CR, owner(0))
                    .with(Access.CREATED_BY, owner(0))));
        store.commit(_ -> new Outcome(writes, box));
    }

    /** A group of the first containers. */
    static void gather(Store store, int members) {
        var base = base();
        var all = IntStream.range(0, members).mapToObj(Forest::id).toList();
        var group = made(Group.TYPE, base, group(members), "group" + members, BEGIN)
                .with(ACPI, Value.texts(List.of(policyId(0))))
                .with(MT, Container.TYPE.number())
                .with(CSY, 1)
                .with(MNM, members)
                .with(CNM, members)
                .with(MTV, Value.of(true))
                .with(MID, Value.texts(all));
        store.commit(_ -> new Outcome(List.of(new Write.Created(group)), group));
    }

    private static Resource container(Resource base, int number) {
        var made = container(base, number, path(number), id(number));
        return number % 100 == 0
                ? made.with(LBL, Value.texts(List.of("rare", "box")))
                : made.with(LBL, Value.texts(List.of("box")));
    }

    /** @param number decides the owner and the time of creation */
    private static Resource container(Resource base, int number, String path, String ri) {
        var created =
                "20260101T%06d,000000".formatted(number / 3600 % 24 * 10_000 + number / 60 % 60 * 100 + number % 60);
        return made(Container.TYPE, base, path, ri, created)
                .with(ACPI, Value.texts(List.of(policyId(number))))
                .with(CR, owner(number))
                .with(Access.CREATED_BY, owner(number))
                .with(ST, 0)
                .with(CNI, 0)
                .with(CBS, 0);
    }

    private static String policyId(int number) {
        return "acp" + number % OWNERS;
    }

    /** Three rules: for others, for the owner from this machine, for the reader. */
    private static Resource policy(Resource base, int owner) {
        var operators = new ArrayList<String>();
        for (int i = 0; i < 8; i++) operators.add("Coperator" + owner + "x" + i);
        var here = Value.field("acip", Value.field("ipv4", Value.texts(List.of("127.0.0.1"))));
        var rules = Value.of(List.of(
                rule(operators, EVERYTHING),
                rule(List.of(owner(owner)), EVERYTHING).with("acco", Value.of(List.of(here))),
                rule(List.of(READER), TO_READ)));
        return made(AccessControlPolicy.TYPE, base, ROOT + "/policy" + owner, policyId(owner), BEGIN)
                .with(PV, Value.field("acr", rules))
                .with(PVS, Value.field("acr", Value.of(List.of(rule(List.of(owner(owner)), EVERYTHING)))));
    }

    private static Value.Fields rule(List<String> originators, int operations) {
        return Value.field("acor", Value.texts(originators)).with("acop", Value.of(operations));
    }

    /** What a CREATE of a contentInstance comes to. */
    static Change append(String container) {
        return fill(List.of(container), 1);
    }

    /** So many instances in each of some containers, in one commit. */
    static Change fill(List<String> containers, int instances) {
        return view -> {
            var writes = new ArrayList<Write>();
            for (var each : containers) {
                var before = view.byId(each).orElseThrow();
                var after = before;
                for (int i = 0; i < instances; i++) {
                    var instance = next(after);
                    writes.add(new Write.Created(instance));
                    after = grown(after, instance);
                }
                writes.add(new Write.Updated(before, after));
            }
            return new Outcome(writes, ((Write.Created) writes.getFirst()).resource());
        };
    }

    private static Resource next(Resource container) {
        long number = container.whole(ST, 0) + 1;
        var name = Identifiers.instanceName(ContentInstance.TYPE, number);
        var ri = Identifiers.instance(container.ri(), number);
        return made(ContentInstance.TYPE, container, container.path() + "/" + name, ri, Timestamp.text(Instant.now()))
                .with(ST, number)
                .with(CS, CONTENT.length())
                .with(CON, CONTENT);
    }

    private static Resource grown(Resource container, Resource instance) {
        long number = instance.whole(ST, 0);
        return container
                .with(ST, number)
                .with(CNI, container.whole(CNI, 0) + 1)
                .with(CBS, container.whole(CBS, 0) + CONTENT.length())
                .with(NUMBER, number)
                .with(LT, instance.text(LT).orElseThrow());
    }

    private static Resource made(ResourceType type, Resource parent, String path, String ri, String time) {
        var attributes = new LinkedHashMap<String, Value>();
        put(attributes, RN, path.substring(path.lastIndexOf('/') + 1));
        attributes.put(TY.shortName(), Value.of(type.number()));
        put(attributes, RI, ri);
        put(attributes, PI, parent.ri());
        put(attributes, CT, time);
        put(attributes, LT, time);
        put(attributes, ET, END);
        return new Resource(type, path, attributes);
    }

    private static void put(Map<String, Value> attributes, Attribute attribute, String text) {
        attributes.put(attribute.shortName(), Value.of(text));
    }
}
