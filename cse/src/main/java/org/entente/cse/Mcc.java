// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.cmdh.Handling;
import org.entente.cse.contact.ContactListProcedure;
import org.entente.cse.contact.ContactLists;
import org.entente.cse.contact.Contacts;
import org.entente.cse.contact.Relocation;
import org.entente.cse.contact.Told;
import org.entente.cse.outbound.Couriers;
import org.entente.cse.procedure.AeProcedure;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Feature;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.remote.Forwarding;
import org.entente.cse.remote.Registration;
import org.entente.cse.remote.RemoteCseProcedure;
import org.entente.cse.sponsored.FarContracts;
import org.entente.cse.sponsored.Sponsor;
import org.entente.cse.sponsored.SponsoredProcedure;
import org.entente.model.primitive.Request;
import org.entente.model.type.Ae;
import org.entente.model.type.AeContactList;
import org.entente.model.type.AeContactListPerCse;
import org.entente.model.type.CseBase;
import org.entente.model.type.RemoteCse;

/** What this CSE does with other CSEs. TS-0001 §5.2.2.2. */
record Mcc(
        CseSettings settings,
        Forwarding forwarding,
        Optional<Registration> registration,
        Optional<Contacts> contacts,
        ContactLists lists,
        Told told,
        Optional<Sponsor> sponsor,
        Optional<FarContracts> contracts) {
    private static final int IN_CSE = 1;

    /**
     * @param isKept whether a request is one that was acknowledged
     * @param handling decides when requests go to other CSEs
     */
    static Mcc of(
            CseSettings settings,
            Surroundings around,
            Couriers couriers,
            Predicate<Request> isKept,
            Handling handling,
            Access access,
            Identifiers identifiers) {
        var identity = settings.identity();
        var neighbours = settings.neighbours();
        var timeout = settings.delivery().timeout();
        var lists = new ContactLists(identity, identifiers);
        return new Mcc(
                settings,
                new Forwarding(identity, neighbours, couriers, handling, isKept, around.clock(), timeout),
                settings.registration().map(each -> new Registration(identity, each, around.pointsOfAccess())),
                settings.registration()
                        .filter(_ -> identity.cseType() != IN_CSE)
                        .map(each -> new Contacts(identity, each.infrastructure(), timeout, around.types())),
                lists,
                new Told(identity, neighbours, access, around.store(), lists, around.types(), timeout),
                sponsor(settings, around),
                settings.registration()
                        .filter(each -> each.contracts() && identity.cseType() != IN_CSE)
                        .map(each -> new FarContracts(identity, each.infrastructure(), each.timeout(), identifiers)));
    }

    /** Who has the IN-CSE assign identifiers of AEs, where this is none. */
    private static Optional<Sponsor> sponsor(CseSettings settings, Surroundings around) {
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

    /** What becomes of announced applications: at an IN-CSE they may be registrations somewhere else. */
    static UnaryOperator<Procedure> applications(Identity identity) {
        return identity.cseType() == IN_CSE
                ? announced -> new SponsoredProcedure(identity, announced)
                : UnaryOperator.identity();
    }

    Feature feature() {
        var identity = settings.identity();
        var relocation = new Relocation(
                identity,
                told,
                contacts.map(Contacts::infrastructure),
                settings.delivery().timeout());
        var feature = Feature.NONE
                .with(Ae.TYPE, new AeProcedure(identity, sponsor.map(each -> each), contracts.map(each -> each)))
                .with(AeContactList.TYPE, new ContactListProcedure())
                .with(AeContactListPerCse.TYPE, new ContactListProcedure())
                .with(RemoteCse.TYPE, new RemoteCseProcedure(identity, settings.neighbours()))
                .with(CseBase.TYPE, told)
                .with((Reaction) relocation)
                .with(Relocation.KIND, relocation);
        return feature.and(asRegistree(Registration.KIND, registration))
                .and(asRegistree(Contacts.KIND, contacts))
                .and(asRegistree(Sponsor.KIND, sponsor));
    }

    /** What only a CSE does that is registered at another one; an earlier run may have been. */
    private static <T extends Reaction & Duty> Feature asRegistree(String kind, Optional<T> part) {
        return part.map(each -> Feature.NONE.with((Reaction) each).with(kind, each))
                .orElseGet(() -> Feature.NONE.with(kind, Duty.NOBODYS));
    }

    /** Makes what an IN-CSE provides to the others. */
    void start(Desk desk) {
        if (settings.identity().cseType() == IN_CSE) lists.ensure(desk);
    }
}
