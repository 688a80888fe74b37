// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Timestamp;
import org.entente.model.Value;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Operation;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.AccessControlPolicy;
import org.entente.model.type.Ae;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interworking proxy: an AE that keeps a twin of each device in the CSE and carries UPDATEs to the devices.
 * TS-0001 Annex F.4, TS-0033.
 *
 * <p>Safe for many threads. Takes notifications as an {@link Mca} of its own.
 */
public final class Interworking implements Mca, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Interworking.class);
    /** Who says the year 9999 means never, and nobody counts the nanoseconds until then. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(36_500);

    private final InterworkingSettings settings;
    private final PointOfAccess access;
    private final Clock clock;
    private final Optional<Roll> roll;
    private final Tree tree;
    private final NameBook book;
    private final Subscriptions subscriptions;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Twin> twins = new ConcurrentHashMap<>();
    private final List<Adapter> adapters = new ArrayList<>();

    public Interworking(InterworkingSettings settings, Mca cse, PointOfAccess access, Clock clock) {
        this(settings, cse, access, clock, Optional.empty());
    }

    /** @param roll of the devices that may come in by themselves; all may if it is empty */
    public Interworking(
            InterworkingSettings settings, Mca cse, PointOfAccess access, Clock clock, Optional<Roll> roll) {
        this.roll = roll;
        this.settings = settings;
        this.access = access;
        this.clock = clock;
        this.tree = new Tree(cse, settings.originator());
        this.book = new NameBook(tree);
        this.subscriptions = new Subscriptions(tree, settings);
    }

    /**
     * Registers the engine's AE; what was there from before stays.
     *
     * @throws Refused if the CSE does not take it
     */
    public void start() {
        var poa = access.offer(settings.originator(), this);
        var attributes = new LinkedHashMap<String, Value>();
        attributes.put("api", Value.of(settings.appId()));
        attributes.put("rr", Value.of(true));
        attributes.put("srv", Value.texts(Home.RELEASES));
        if (!poa.isEmpty()) attributes.put("poa", Value.texts(poa));
        var ae = tree.keep(Names.BASE, settings.name(), Ae.TYPE, attributes);
        var policy = tree.keep(ae.address(), "policy", AccessControlPolicy.TYPE, Policies.ofEngine(settings));
        tree.update(ae.address(), Ae.TYPE, Map.of("acpi", Value.texts(List.of(policy.ri()))));
        LOG.info("interworking ae={} poa={}", settings.originator(), poa);
    }

    /** Lets an adapter begin; from now on its devices have resources. */
    public void attach(Adapter adapter, Mapping mapping) {
        adapters.add(adapter);
        adapter.start(new Standard(adapter, new Home(tree, book, mapping, settings, subscriptions, clock)));
    }

    /** A notification for the engine. TS-0004 §7.5.1.2. */
    @Override
    public Response send(Request request) {
        try {
            if (request.operation() != Operation.NOTIFY)
                throw Refused.notAllowed("an interworking proxy is only notified");
            var notice = Notice.of(request).orElseThrow(() -> Refused.badRequest("m2m:sgn is missing"));
            if (!notice.verification() && !notice.deletion()) take(notice, left(request));
            return Response.of(request, ResultCode.OK);
        } catch (Refused refused) {
            return Response.of(request, refused);
        } catch (RuntimeException fault) {
            LOG.error("notification failed to={}", request.to(), fault);
            return Response.fault(request, request.id());
        }
    }

    /** Until the request expires, less a tenth for the answer's own way; the device's usual time if it does not say. */
    private Duration left(Request request) {
        if (!(request.find(Parameter.REQUEST_EXPIRATION_TIMESTAMP).orElse(null) instanceof Value.Text(var text)))
            return settings.deviceTimeout();
        var left = Duration.between(clock.instant(), Timestamp.parse(text));
        if (left.isNegative()) return Duration.ZERO;
        return left.compareTo(LONGEST_WAIT) < 0 ? left.minus(left.dividedBy(10)) : LONGEST_WAIT;
    }

    private void take(Notice notice, Duration left) {
        var target = subscriptions.find(notice.subscription());
        if (notice.event() == Notice.BLOCKING_UPDATE) update(notice, target, left);
        else if (target.isPresent()) event(notice, target.get());
        else early(notice);
    }

    /** Before the device came, after a start; it may come at this moment. */
    private void early(Notice notice) {
        LOG.debug("notification of an unknown subscription={}", notice.subscription());
        subscriber(notice)
                .ifPresent(name ->
                        subscriptions.remember(notice.subscription(), name, notice.event() == Notice.CHILD_CREATED));
        subscriptions.find(notice.subscription()).ifPresent(target -> event(notice, target));
    }

    private void event(Notice notice, Subscriptions.Target target) {
        if (notice.event() == Notice.UPDATED) target.twin().committed(target.bound(), notice.attributes());
        else child(notice, target);
    }

    private void child(Notice notice, Subscriptions.Target target) {
        subscriber(notice)
                .ifPresent(
                        name -> target.twin().subscribed(target.bound(), name, notice.event() == Notice.CHILD_CREATED));
    }

    /** The subscription that came or went, if it is not the engine's own. */
    private Optional<String> subscriber(Notice notice) {
        if (notice.event() != Notice.CHILD_CREATED && notice.event() != Notice.CHILD_DELETED) return Optional.empty();
        return notice.representation().text("rn").filter(name -> !name.isEmpty() && !subscriptions.isOwn(name));
    }

    /** The CSE turns these refusals into 4127 and 5107. [TS-0004 §7.3.2.9] */
    private void update(Notice notice, Optional<Subscriptions.Target> target, Duration left) {
        if (target.isEmpty()) throw new Refused(ResultCode.TARGET_NOT_REACHABLE, "the device is not there yet");
        switch (ordered(notice, target.get(), left)) {
            case Outcome.Done _ ->
                LOG.debug("update of={} done", target.get().bound().address());
            case Outcome.Denied(var error) -> throw Refused.notAllowed(error);
            case Outcome.Unreachable(var reason) -> throw new Refused(ResultCode.TARGET_NOT_REACHABLE, reason);
        }
    }

    /** A value that the device cannot have is its refusal too. */
    private static Outcome ordered(Notice notice, Subscriptions.Target target, Duration left) {
        try {
            return target.twin().take(target.bound(), notice.attributes(), left);
        } catch (Refused refused) {
            return new Outcome.Denied(refused.sentence());
        }
    }

    /** Stops the adapters and waits until what they reported is told. */
    @Override
    public void close() {
        adapters.forEach(Adapter::close);
        tree.hurry();
        threads.close();
    }

    /** Hears the devices of one standard. */
    private final class Standard implements Devices {
        private final Adapter adapter;
        private final Home home;

        Standard(Adapter adapter, Home home) {
            this.adapter = adapter;
            this.home = home;
        }

        @Override
        public boolean welcomes(String device) {
            return roll.isEmpty() || roll.get().admits(adapter.standard(), device);
        }

        @Override
        public void appeared(DeviceModel device) {
            twin(device.id()).appeared(device);
        }

        @Override
        public void altered(DeviceModel device) {
            twin(device.id()).altered(device);
        }

        @Override
        public void seen(String device) {
            known(device).ifPresent(Twin::seen);
        }

        @Override
        public void changed(String device, Map<String, Value> values) {
            known(device).ifPresent(twin -> twin.changed(values));
        }

        @Override
        public void happened(String device, String notifier, Value.Fields event) {
            known(device).ifPresent(twin -> twin.happened(notifier, event));
        }

        @Override
        public void asleep(String device) {
            known(device).ifPresent(Twin::asleep);
        }

        @Override
        public void silent(String device) {
            known(device).ifPresent(Twin::silent);
        }

        @Override
        public void lost(String device, String reason) {
            known(device).ifPresent(twin -> twin.lost(reason));
        }

        @Override
        public void misbehaved(String device, String sentence) {
            known(device).ifPresent(twin -> twin.misbehaved(sentence));
        }

        private Twin twin(String device) {
            return twins.computeIfAbsent(
                    key(device), key -> new Twin(device, adapter, home, new Lane(threads, key), settings));
        }

        private Optional<Twin> known(String device) {
            return Optional.ofNullable(twins.get(key(device)));
        }

        private String key(String device) {
            return adapter.standard() + ":" + device;
        }
    }
}
