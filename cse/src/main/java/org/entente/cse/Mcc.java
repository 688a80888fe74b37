// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.contact.ContactLists;
import org.entente.cse.contact.Contacts;
import org.entente.cse.contact.Told;
import org.entente.cse.outbound.Couriers;
import org.entente.cse.procedure.Desk;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.remote.Forwarding;
import org.entente.cse.remote.Registration;

/** What this CSE does with other CSEs. TS-0001 §5.2.2.2. */
record Mcc(
        CseSettings settings,
        Forwarding forwarding,
        Optional<Registration> registration,
        Optional<Contacts> contacts,
        ContactLists lists,
        Told told) {
    private static final int IN_CSE = 1;

    static Mcc of(
            CseSettings settings, Surroundings around, Couriers couriers, Access access, Identifiers identifiers) {
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
                new Told(identity, neighbours, access, around.store(), lists, around.types()));
    }

    List<Reaction> reactions() {
        return Stream.concat(registration.stream().map(Reaction.class::cast), contacts.stream())
                .toList();
    }

    Map<String, Duty> duties() {
        var all = new HashMap<String, Duty>();
        all.put(Registration.KIND, registration.<Duty>map(each -> each).orElse(Duty.NOBODYS));
        all.put(Contacts.KIND, contacts.<Duty>map(each -> each).orElse(Duty.NOBODYS));
        return all;
    }

    /** Makes what an IN-CSE provides to the others. */
    void start(Desk desk) {
        if (settings.identity().cseType() == IN_CSE) lists.ensure(desk);
    }
}
