// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Clock;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Tree;
import org.entente.cse.consultation.Consultations;
import org.entente.cse.consultation.Grants;
import org.entente.cse.cross.CrossResourceFeature;
import org.entente.cse.delivery.DeliveryFeature;
import org.entente.cse.discovery.Answers;
import org.entente.cse.discovery.Means;
import org.entente.cse.discovery.OnDemand;
import org.entente.cse.group.Aggregation;
import org.entente.cse.group.GroupFeature;
import org.entente.cse.group.GroupProcedure;
import org.entente.cse.location.LocationFeature;
import org.entente.cse.notification.BlockingUpdates;
import org.entente.cse.notification.Deliverer;
import org.entente.cse.notification.Events;
import org.entente.cse.notification.Notifies;
import org.entente.cse.notification.SubscriptionProcedure;
import org.entente.cse.notification.Verifications;
import org.entente.cse.outbound.Channels;
import org.entente.cse.outbound.Couriers;
import org.entente.cse.polling.PollingChannelProcedure;
import org.entente.cse.procedure.BasicTypes;
import org.entente.cse.procedure.Drafts;
import org.entente.cse.procedure.Feature;
import org.entente.cse.procedure.Procedures;
import org.entente.cse.removal.RemovalFeature;
import org.entente.cse.removal.Removals;
import org.entente.cse.statistics.Statistics;
import org.entente.cse.statistics.StatisticsFeature;
import org.entente.cse.store.Store;
import org.entente.cse.transaction.Performance;
import org.entente.model.primitive.Mca;
import org.entente.model.type.Group;
import org.entente.model.type.PollingChannel;
import org.entente.model.type.Subscription;

/**
 * The parts of a CSE, put together by plain constructors in their order.
 *
 * @param feature all functions of the service layer, joined
 */
record Parts(
        CseSettings settings,
        Store store,
        Clock clock,
        Identifiers identifiers,
        Tree tree,
        Access access,
        Procedures procedures,
        Answers answers,
        BlockingUpdates blocking,
        Couriers couriers,
        Events events,
        Deliverer deliverer,
        Notifies notifies,
        Channels channels,
        Functions functions,
        Removals removals,
        Aggregation aggregation,
        Statistics statistics,
        Feature feature) {

    static Parts of(CseSettings settings, Surroundings around) {
        var identity = settings.identity();
        var clock = around.clock();
        var identifiers = new Identifiers(around.random());
        var tree = new Tree(identity);
        var access = new Access(identity, settings.access(), around.locations(), clock, settings.neighbours());
        var channels = new Channels(clock, settings.channels());
        var couriers = couriers(settings, around, channels);
        var verifications = new Verifications(identity, access::allows, identifiers, clock, settings.notifications());
        var functions = Functions.of(settings, around, couriers, access, identifiers);
        var feature = functions.feature().and(types(settings, around, access, verifications, functions));

        var drafts = new Drafts(identity, around.types(), settings.lifetimes(), around.geography());
        var procedures = new Procedures(identity, drafts, clock, identifiers, feature.procedures());
        var timeout = settings.notifications().blockingTimeout();
        var onDemand = new OnDemand(identity, identifiers, couriers, around.store(), clock, timeout);
        var means = new Means(access, tree, around.geography());
        var answers = new Answers(means, settings.discovery(), procedures::present, onDemand);
        var blocking = new BlockingUpdates(identity, identifiers, clock, settings.notifications());
        functions.transactions().connect(new Performance(tree, access, procedures, answers, blocking));

        var events = new Events(identity, answers::representation, clock, settings.notifications());
        var deliverer = deliverer(settings, around, couriers, events, functions);
        channels.tell(deliverer::polled);
        var aggregation = new Aggregation(identity, events, verifications);
        var statistics = new Statistics(identity, around.store(), procedures, clock, identifiers);
        var gathering = CrossResourceFeature.gathering(identity, events);
        // What is recorded is a change like any other, so the other reactions learn of it.
        var whole = Feature.NONE.with(statistics).and(feature).and(gathering).with(Group.TYPE, aggregation);
        return new Parts(
                settings,
                around.store(),
                clock,
                identifiers,
                tree,
                access,
                procedures,
                answers,
                blocking,
                couriers,
                events,
                deliverer,
                new Notifies(couriers, access::allows, clock, settings.delivery(), whole.receivers()),
                channels,
                functions,
                new Removals(identity, around.locations(), settings.delivery().timeout()),
                aggregation,
                statistics,
                whole);
    }

    /** A function of which only its resource types are to be seen has its line here. */
    private static Feature types(
            CseSettings settings,
            Surroundings around,
            Access access,
            Verifications verifications,
            Functions functions) {
        var identity = settings.identity();
        var clock = around.clock();
        var timeout = settings.delivery().timeout();
        var groups = new GroupProcedure(
                identity, new Tree(identity), access, clock, settings.fanOut().timeout());
        return BasicTypes.feature(identity, access, clock, around.types(), around.semantics())
                .with(PollingChannel.TYPE, new PollingChannelProcedure(identity))
                .with(
                        Subscription.TYPE,
                        new SubscriptionProcedure(identity, access::allows, verifications, settings.notifications()))
                .and(CrossResourceFeature.of(identity, verifications))
                .and(DeliveryFeature.of(identity, settings.neighbours(), functions.handling()::opening, timeout))
                .and(GroupFeature.of(groups))
                .and(LocationFeature.of(identity, access, around.geography()))
                .and(RemovalFeature.of(identity))
                .and(StatisticsFeature.of(identity));
    }

    private static Deliverer deliverer(
            CseSettings settings, Surroundings around, Couriers couriers, Events events, Functions functions) {
        var deliverer = new Deliverer(
                around.store(),
                couriers,
                events,
                settings.identity(),
                around.clock(),
                around.random(),
                settings.delivery());
        deliverer.heed(functions.handling()::opening);
        deliverer.shape((target, notification) -> functions
                .profiles()
                .notification(target, notification, around.store().view()));
        return deliverer;
    }

    private static Couriers couriers(CseSettings settings, Surroundings around, Channels channels) {
        return new Couriers(
                settings.identity(),
                around.store(),
                around.entities(),
                around.outbounds(),
                around.targets(),
                channels,
                around.clock(),
                settings.registrar());
    }

    /** @param cse the pipeline, through which granted policies are created */
    Consultations consultations(Mca cse) {
        var grants = new Grants(settings.identity(), store, cse, clock, identifiers);
        var timeout = settings.notifications().blockingTimeout();
        return new Consultations(settings.identity(), access, couriers, grants, clock, identifiers, timeout);
    }
}
