// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.contact.ContactListProcedure;
import org.entente.cse.contact.ContactLists;
import org.entente.cse.contact.Contacts;
import org.entente.cse.contact.Told;
import org.entente.cse.outbound.Couriers;
import org.entente.cse.procedure.AeProcedure;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.remote.Forwarding;
import org.entente.cse.remote.Registration;
import org.entente.cse.remote.RemoteCseProcedure;
import org.entente.cse.sponsored.Relocation;
import org.entente.cse.sponsored.Sponsor;
import org.entente.cse.sponsored.SponsoredProcedure;
import org.entente.model.type.Ae;
import org.entente.model.type.AeContactList;
import org.entente.model.type.AeContactListPerCse;
import org.entente.model.type.RemoteCse;
import org.entente.model.type.ResourceType;

/** What this CSE does with other CSEs. TS-0001 §5.2.2.2. */
record Mcc(
        CseSettings settings,
        Forwarding forwarding,
        Optional<Registration> registration,
        Optional<Contacts> contacts,
        ContactLists lists,
        Told told,
        Optional<Sponsor> sponsor) {
    private static final int IN_CSE = 1;

    /** @param sponsor who has the IN-CSE assign identifiers of AEs, where this is none */
    static Mcc of(
            CseSettings settings,
            Surroundings around,
            Couriers couriers,
            Access access,
            Identifiers identifiers,
            Optional<Sponsor> sponsor) {
        var identity = settings.identity();
        var neighbours = settings.neighbours();
        var timeout = settings.delivery().timeout();
        var lists = new ContactLists(identity, identifiers);
        return new Mcc(
                settings,
                new Forwarding(identity, neighbours, couriers, around.clock(), timeout),
                settings.registration().map(each -> new Registration(identity, each, around.pointsOfAccess())),
                settings.registration()
                        .filter(_ -> identity.cseType() != IN_CSE)
                        .map(each -> new Contacts(identity, each.infrastructure(), timeout, around.types())),
                lists,
                new Told(identity, neighbours, access, around.store(), lists, around.types(), timeout),
                sponsor);
    }

    static Optional<Sponsor> sponsor(CseSettings settings, Surroundings around) {
        var identity = settings.identity();
        return settings.registration()
                .filter(_ -> identity.cseType() != IN_CSE)
                .map(each -> new Sponsor(
                        identity,
                        each.infrastructure(),
                        each.timeout(),
                        settings.lifetimes().most(),
                        around.clock()));
    }

    /** A resource type that concerns other CSEs has its line here. */
    static Map<Integer, Procedure> beside(
            Map<Integer, Procedure> others, CseSettings settings, Optional<Sponsor> sponsor) {
        var identity = settings.identity();
        var byType = new HashMap<>(others);
        byType.put(Ae.TYPE.number(), new AeProcedure(identity, sponsor.map(each -> each)));
        byType.put(AeContactList.TYPE.number(), new ContactListProcedure());
        byType.put(AeContactListPerCse.TYPE.number(), new ContactListProcedure());
        byType.put(RemoteCse.TYPE.number(), new RemoteCseProcedure(identity, settings.neighbours()));
        if (identity.cseType() == IN_CSE)
            byType.computeIfPresent(
                    Ae.TYPE.number() + ResourceType.ANNOUNCED,
                    (_, announced) -> new SponsoredProcedure(identity, announced));
        return byType;
    }

    List<Reaction> reactions() {
        return Stream.<Optional<? extends Reaction>>of(registration, contacts, sponsor)
                .flatMap(Optional::stream)
                .<Reaction>map(each -> each)
                .toList();
    }

    Map<String, Duty> duties() {
        var all = new HashMap<String, Duty>();
        all.put(Registration.KIND, registration.<Duty>map(each -> each).orElse(Duty.NOBODYS));
        all.put(Contacts.KIND, contacts.<Duty>map(each -> each).orElse(Duty.NOBODYS));
        all.put(Sponsor.KIND, sponsor.<Duty>map(each -> each).orElse(Duty.NOBODYS));
        all.put(Relocation.KIND, new Relocation(settings.identity(), told));
        return all;
    }

    /** Makes what an IN-CSE provides to the others. */
    void start(Desk desk) {
        if (settings.identity().cseType() == IN_CSE) lists.ensure(desk);
    }
}
