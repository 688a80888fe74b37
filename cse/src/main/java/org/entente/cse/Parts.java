// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.entente.cse.access.Access;
import org.entente.cse.address.Identifiers;
import org.entente.cse.address.Identity;
import org.entente.cse.address.Tree;
import org.entente.cse.announcement.Announcement;
import org.entente.cse.announcement.Announcer;
import org.entente.cse.command.ExecInstanceProcedure;
import org.entente.cse.command.Executions;
import org.entente.cse.command.MgmtCmdProcedure;
import org.entente.cse.consultation.Consultations;
import org.entente.cse.consultation.Grants;
import org.entente.cse.cross.Abandonment;
import org.entente.cse.cross.Collecting;
import org.entente.cse.cross.CrossResourceProcedure;
import org.entente.cse.cross.Separation;
import org.entente.cse.cross.WindowEnd;
import org.entente.cse.delivery.Deliveries;
import org.entente.cse.delivery.DeliveryProcedure;
import org.entente.cse.discovery.Answers;
import org.entente.cse.group.Aggregation;
import org.entente.cse.group.GroupProcedure;
import org.entente.cse.notification.BlockingUpdates;
import org.entente.cse.notification.Deliverer;
import org.entente.cse.notification.Events;
import org.entente.cse.notification.Notifies;
import org.entente.cse.notification.Privileges;
import org.entente.cse.notification.Receiver;
import org.entente.cse.notification.SubscriptionProcedure;
import org.entente.cse.notification.Unlinking;
import org.entente.cse.notification.Verifications;
import org.entente.cse.notification.Withdrawals;
import org.entente.cse.outbound.Channels;
import org.entente.cse.outbound.Couriers;
import org.entente.cse.polling.PollingChannelProcedure;
import org.entente.cse.procedure.AccessControlPolicyProcedure;
import org.entente.cse.procedure.ContainerProcedure;
import org.entente.cse.procedure.ContentInstanceProcedure;
import org.entente.cse.procedure.CseBaseProcedure;
import org.entente.cse.procedure.Drafts;
import org.entente.cse.procedure.Duty;
import org.entente.cse.procedure.FlexContainerInstanceProcedure;
import org.entente.cse.procedure.FlexContainerProcedure;
import org.entente.cse.procedure.MgmtObjProcedure;
import org.entente.cse.procedure.Procedure;
import org.entente.cse.procedure.Procedures;
import org.entente.cse.procedure.Reaction;
import org.entente.cse.procedure.ScheduleProcedure;
import org.entente.cse.procedure.SemanticDescriptorProcedure;
import org.entente.cse.procedure.ServiceSubscribedAppRuleProcedure;
import org.entente.cse.procedure.ServiceSubscribedNodeProcedure;
import org.entente.cse.procedure.TimeSeriesInstanceProcedure;
import org.entente.cse.procedure.TimeSeriesProcedure;
import org.entente.cse.removal.NotificationTargetMgmtPolicyRefProcedure;
import org.entente.cse.removal.NotificationTargetPolicyProcedure;
import org.entente.cse.removal.PolicyDeletionRulesProcedure;
import org.entente.cse.removal.Removals;
import org.entente.cse.removal.Withdrawal;
import org.entente.cse.request.Fulfilment;
import org.entente.cse.request.NonBlocking;
import org.entente.cse.request.RequestProcedure;
import org.entente.cse.statistics.EventConfigProcedure;
import org.entente.cse.statistics.Statistics;
import org.entente.cse.statistics.StatsCollectProcedure;
import org.entente.cse.store.Store;
import org.entente.cse.transaction.Performance;
import org.entente.model.primitive.Mca;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Container;
import org.entente.model.type.ContentInstance;
import org.entente.model.type.CrossResourceSubscription;
import org.entente.model.type.CseBase;
import org.entente.model.type.Delivery;
import org.entente.model.type.EventConfig;
import org.entente.model.type.ExecInstance;
import org.entente.model.type.FlexContainer;
import org.entente.model.type.FlexContainerInstance;
import org.entente.model.type.Group;
import org.entente.model.type.MgmtCmd;
import org.entente.model.type.MgmtObj;
import org.entente.model.type.NotificationTargetMgmtPolicyRef;
import org.entente.model.type.NotificationTargetPolicy;
import org.entente.model.type.PolicyDeletionRules;
import org.entente.model.type.PollingChannel;
import org.entente.model.type.RequestResource;
import org.entente.model.type.Schedule;
import org.entente.model.type.SemanticDescriptor;
import org.entente.model.type.ServiceSubscribedAppRule;
import org.entente.model.type.ServiceSubscribedNode;
import org.entente.model.type.StatsCollect;
import org.entente.model.type.Subscription;
import org.entente.model.type.TimeSeries;
import org.entente.model.type.TimeSeriesInstance;

/** The parts of a CSE, put together by plain constructors in their order. */
record Parts(
        CseSettings settings,
        Store store,
        Clock clock,
        Identifiers identifiers,
        Tree tree,
        Arrival arrival,
        Access access,
        Procedures procedures,
        Answers answers,
        BlockingUpdates blocking,
        Couriers couriers,
        Events events,
        Deliverer deliverer,
        Notifies notifies,
        Executions executions,
        Channels channels,
        NonBlocking nonBlocking,
        Announcement announcement,
        Mcc mcc,
        Removals removals,
        Acting acting,
        Aggregation aggregation) {

    static Parts of(CseSettings settings, Surroundings around) {
        var identity = settings.identity();
        var clock = around.clock();
        var store = around.store();
        var identifiers = new Identifiers(around.random());
        var tree = new Tree(identity);
        var access = new Access(identity, settings.access(), around.locations(), clock, settings.neighbours());
        var executions = new Executions(identity, settings.notifications().blockingTimeout(), around.random());
        var announcement = announcement(settings, around, identifiers);
        var acting = Acting.of(identity, access, identifiers, clock, around.geography());
        var sponsor = Mcc.sponsor(settings, around);
        var own = procedures(settings, around, tree, access, identifiers, executions);
        var byType = Mcc.beside(announcement.beside(acting.beside(own)), settings, sponsor);
        var drafts = new Drafts(identity, around.types(), settings.lifetimes(), around.geography());
        var procedures = new Procedures(identity, drafts, clock, identifiers, byType);
        var answers = new Answers(identity, access, settings.discovery(), procedures::present, around.geography());
        var blocking = new BlockingUpdates(identity, identifiers, clock, settings.notifications());
        acting.connect(new Performance(tree, access, procedures, answers, blocking));
        var events = new Events(identity, answers::representation, clock, settings.notifications());
        var channels = new Channels(clock, settings.channels());
        var couriers = couriers(settings, around, channels);
        var deliverer = new Deliverer(store, couriers, events, identity, clock, around.random(), settings.delivery());
        channels.tell(deliverer::polled);
        var mcc = Mcc.of(settings, around, couriers, access, identifiers, sponsor);
        var aggregation = new Aggregation(identity, events, verifications(settings, access, identifiers, clock));
        var receivers = announcement.receivers(receivers(identity, events, executions, mcc, aggregation));
        return new Parts(
                settings,
                store,
                clock,
                identifiers,
                tree,
                new Arrival(identity, clock),
                access,
                procedures,
                answers,
                blocking,
                couriers,
                events,
                deliverer,
                new Notifies(couriers, access::allows, clock, settings.delivery(), receivers),
                executions,
                channels,
                nonBlocking(settings, tree, access, identifiers),
                announcement,
                mcc,
                new Removals(identity, around.locations(), settings.delivery().timeout()),
                acting,
                aggregation);
    }

    private static Announcement announcement(CseSettings settings, Surroundings around, Identifiers identifiers) {
        return Announcement.of(
                settings.identity(),
                around.types(),
                identifiers,
                around.clock(),
                settings.delivery().timeout(),
                settings.lifetimes().most());
    }

    private static NonBlocking nonBlocking(CseSettings settings, Tree tree, Access access, Identifiers identifiers) {
        return new NonBlocking(
                settings.identity(), tree, access, identifiers, settings.requests(), settings.lifetimes());
    }

    private static Verifications verifications(
            CseSettings settings, Access access, Identifiers identifiers, Clock clock) {
        return new Verifications(settings.identity(), access::allows, identifiers, clock, settings.notifications());
    }

    /** What changes bring about besides notices has its line here. */
    List<Reaction> reactions() {
        return Stream.of(
                        List.<Reaction>of(nonBlocking.fulfilment(), announcement.reaction()),
                        acting.reactions(),
                        mcc.reactions())
                .flatMap(List::stream)
                .toList();
    }

    /** A resource type that takes notifications has its line here. */
    private static Map<Integer, Receiver> receivers(
            Identity identity, Events events, Executions executions, Mcc mcc, Aggregation aggregation) {
        return Map.of(
                CseBase.TYPE.number(),
                mcc.told(),
                CrossResourceSubscription.TYPE.number(),
                new Collecting(identity, events),
                ExecInstance.TYPE.number(),
                executions,
                Group.TYPE.number(),
                aggregation);
    }

    /** Who does the errands of a kind has its line here. */
    Map<String, Duty> duties() {
        var identity = settings.identity();
        var all = new HashMap<String, Duty>(mcc.duties());
        all.putAll(acting.duties());
        all.put(Abandonment.KIND, new Abandonment(identity));
        all.put(
                DeliveryProcedure.KIND,
                new Deliveries(
                        identity, settings.neighbours(), settings.delivery().timeout()));
        all.put(Announcer.KIND, announcement.duty());
        all.put(Executions.KIND, executions);
        all.put(
                GroupProcedure.KIND,
                new GroupProcedure(
                        identity, tree, access, clock, settings.fanOut().timeout()));
        all.put(Fulfilment.KIND, nonBlocking.fulfilment());
        all.put(Unlinking.KIND, new Separation(identity));
        all.put(Withdrawals.KIND, new Withdrawal(identity));
        all.put(WindowEnd.KIND, new WindowEnd(identity, events));
        return all;
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

    /** @param cse the pipeline, through which records are stored */
    Statistics statistics(Mca cse) {
        return new Statistics(settings.identity(), store, cse, clock, identifiers);
    }

    /** @param cse the pipeline, through which granted policies are created */
    Consultations consultations(Mca cse) {
        var grants = new Grants(settings.identity(), store, cse, clock, identifiers);
        var timeout = settings.notifications().blockingTimeout();
        return new Consultations(settings.identity(), access, couriers, grants, clock, identifiers, timeout);
    }

    /** A resource type that does more than its table says has its line here. */
    private static Map<Integer, Procedure> procedures(
            CseSettings settings,
            Surroundings around,
            Tree tree,
            Access access,
            Identifiers identifiers,
            Executions executions) {
        var identity = settings.identity();
        var clock = around.clock();
        Privileges privileges = access::allows;
        var verifications = verifications(settings, access, identifiers, clock);
        return Map.ofEntries(
                Map.entry(AccessControlPolicy.TYPE.number(), new AccessControlPolicyProcedure(access)),
                Map.entry(Container.TYPE.number(), new ContainerProcedure()),
                Map.entry(ContentInstance.TYPE.number(), new ContentInstanceProcedure()),
                Map.entry(CrossResourceSubscription.TYPE.number(), new CrossResourceProcedure(identity, verifications)),
                Map.entry(CseBase.TYPE.number(), new CseBaseProcedure(clock)),
                Map.entry(Delivery.TYPE.number(), new DeliveryProcedure(identity, settings.neighbours())),
                Map.entry(EventConfig.TYPE.number(), new EventConfigProcedure()),
                Map.entry(ExecInstance.TYPE.number(), new ExecInstanceProcedure(executions)),
                Map.entry(FlexContainer.NUMBER, new FlexContainerProcedure(around.types())),
                Map.entry(FlexContainerInstance.NUMBER, new FlexContainerInstanceProcedure()),
                Map.entry(
                        Group.TYPE.number(),
                        new GroupProcedure(
                                identity, tree, access, clock, settings.fanOut().timeout())),
                Map.entry(Schedule.TYPE.number(), new ScheduleProcedure()),
                Map.entry(MgmtCmd.TYPE.number(), new MgmtCmdProcedure(identity, executions)),
                Map.entry(MgmtObj.NUMBER, new MgmtObjProcedure()),
                Map.entry(
                        NotificationTargetMgmtPolicyRef.TYPE.number(), new NotificationTargetMgmtPolicyRefProcedure()),
                Map.entry(NotificationTargetPolicy.TYPE.number(), new NotificationTargetPolicyProcedure()),
                Map.entry(PolicyDeletionRules.TYPE.number(), new PolicyDeletionRulesProcedure()),
                Map.entry(RequestResource.TYPE.number(), new RequestProcedure()),
                Map.entry(PollingChannel.TYPE.number(), new PollingChannelProcedure(identity)),
                Map.entry(SemanticDescriptor.TYPE.number(), new SemanticDescriptorProcedure(around.semantics())),
                Map.entry(ServiceSubscribedAppRule.TYPE.number(), new ServiceSubscribedAppRuleProcedure()),
                Map.entry(ServiceSubscribedNode.TYPE.number(), new ServiceSubscribedNodeProcedure()),
                Map.entry(StatsCollect.TYPE.number(), new StatsCollectProcedure(identity)),
                Map.entry(
                        Subscription.TYPE.number(),
                        new SubscriptionProcedure(identity, privileges, verifications, settings.notifications())),
                Map.entry(TimeSeries.TYPE.number(), new TimeSeriesProcedure()),
                Map.entry(TimeSeriesInstance.TYPE.number(), new TimeSeriesInstanceProcedure()));
    }
}
