// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.contact;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.procedure.Desk;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.cse.store.Write;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.type.AeContactList;
import org.entente.model.type.AeContactListPerCse;
import org.entente.model.type.Attribute;
import org.entente.model.type.Attributes;
import org.entente.model.type.Resource;
import org.entente.model.type.ResourceType;

/** Which CSE refers to which AE, as the IN-CSE keeps it. TS-0001 §9.6.45, §9.6.46. */
public final class ContactLists {
    static final String NAME = "aeContactList";

    private static final String NEVER = "99991231T235959,000000";

    private final Identity identity;
    private final Identifiers identifiers;

    public ContactLists(Identity identity, Identifiers identifiers) {
        this.identity = identity;
        this.identifiers = identifiers;
    }

    /** Makes the list where there is none yet. */
    public void ensure(Desk desk) {
        desk.record(identity.baseId(), view -> {
            var base = view.byId(identity.baseId()).orElseThrow();
            if (list(view).isPresent()) return Outcome.of(base);
            var list = fresh(AeContactList.TYPE, base, NAME, desk.now()).with(Attributes.NIC, 0);
            return new Outcome(List.of(new Write.Created(list)), base);
        });
    }

    /** Writes down that the resources of a CSE do, or do not any more, refer to an AE. TS-0004 §7.5.1.2.17 */
    void note(String cse, Tracking tracking, Desk desk) {
        desk.record(identity.baseId(), view -> {
            var list = list(view);
            if (list.isEmpty()) return Outcome.of(view.byId(identity.baseId()).orElseThrow());
            var entries = view.children(list.get().ri(), AeContactListPerCse.TYPE.number());
            var entry = entries.stream().filter(each -> isOf(each, cse)).findFirst();
            var aes = new TreeSet<String>(
                    entry.map(each -> each.texts(Attributes.AIL)).orElse(List.of()));
            tracking.before().ifPresent(aes::remove);
            tracking.after().ifPresent(aes::add);
            return new Outcome(writes(list.get(), entries.size(), entry, cse, aes, desk.now()), list.get());
        });
    }

    private List<Write> writes(
            Resource list, int entries, Optional<Resource> entry, String cse, Set<String> aes, Instant now) {
        var writes = new ArrayList<Write>();
        if (entry.isEmpty() && aes.isEmpty()) return writes;
        var ids = Value.texts(List.copyOf(aes));
        if (entry.isEmpty()) {
            var name = cse.substring(1).replace("/", "~");
            writes.add(new Write.Created(fresh(AeContactListPerCse.TYPE, list, name, now)
                    .with(Attributes.CSI, cse)
                    .with(Attributes.AIL, ids)));
            writes.add(counted(list, entries + 1, now));
        } else if (aes.isEmpty()) {
            writes.add(new Write.Deleted(entry.get()));
            writes.add(counted(list, entries - 1, now));
        } else if (!entry.get().value(Attributes.AIL).filter(ids::equals).isPresent()) {
            var after = entry.get().with(Attributes.AIL, ids).with(Attributes.LT, Timestamp.text(now));
            writes.add(new Write.Updated(entry.get(), after));
        }
        return writes;
    }

    private static Write counted(Resource list, int entries, Instant now) {
        return new Write.Updated(list, list.with(Attributes.NIC, entries).with(Attributes.LT, Timestamp.text(now)));
    }

    /** The CSEs that refer to an AE. */
    List<String> referring(String ae, View view) {
        return list(view).stream()
                .flatMap(list -> view.children(list.ri(), AeContactListPerCse.TYPE.number()).stream())
                .filter(entry -> entry.texts(Attributes.AIL).contains(ae))
                .flatMap(entry -> entry.text(Attributes.CSI).stream())
                .toList();
    }

    private Optional<Resource> list(View view) {
        return view.children(identity.baseId(), AeContactList.TYPE.number()).stream()
                .findFirst();
    }

    private static boolean isOf(Resource entry, String cse) {
        return entry.text(Attributes.CSI).filter(cse::equals).isPresent();
    }

    private Resource fresh(ResourceType type, Resource parent, String name, Instant now) {
        var stamp = Value.of(Timestamp.text(now));
        var all = new LinkedHashMap<String, Value>();
        put(all, Attributes.RN, Value.of(name));
        put(all, Attributes.TY, Value.of(type.number()));
        put(all, Attributes.RI, Value.of(identifiers.resource(type)));
        put(all, Attributes.PI, Value.of(parent.ri()));
        put(all, Attributes.CT, stamp);
        put(all, Attributes.LT, stamp);
        put(all, Attributes.ET, Value.of(NEVER));
        put(all, Access.CREATED_BY, Value.of(identity.cseId()));
        return new Resource(type, parent.path() + "/" + name, all);
    }

    private static void put(Map<String, Value> all, Attribute attribute, Value value) {
        all.put(attribute.shortName(), value);
    }
}
