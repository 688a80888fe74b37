// SPDX-License-Identifier: Apache-2.0
package org.entente.app.watch;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.entente.bindings.wire.Parts;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.Outbound;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.cse.store.Store;
import org.entente.model.Shown;
import org.entente.model.primitive.Mca;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures requests, and says in the log which took long and what they waited for: the store, another entity, or their
 * own work. It stands around the CSE, its store and its ways out. Safe for many threads.
 */
public final class SlowRequests {
    private static final Logger log = LoggerFactory.getLogger(SlowRequests.class);

    private final long threshold;
    private final LongSupplier nanos;
    private final LongAdder answered = new LongAdder();
    private final LongAdder took = new LongAdder();
    private final LongAdder slow = new LongAdder();
    /** One request has one thread. Not static: each hub of a process watches its own requests. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<Spent> spent = new ThreadLocal<>();

    /**
     * @param threshold from when on a request is slow; zero to log none
     * @param nanos a clock that only rises
     */
    public SlowRequests(Duration threshold, LongSupplier nanos) {
        this.threshold = threshold.isZero() ? Long.MAX_VALUE : threshold.toNanos();
        this.nanos = nanos;
    }

    /** How many requests were answered. */
    public long answered() {
        return answered.sum();
    }

    /** How long all of them took together. */
    public double seconds() {
        return took.sum() / 1e9;
    }

    /** How many of them were slow. */
    public long slow() {
        return slow.sum();
    }

    public Mca around(Mca cse) {
        return new Watched(cse);
    }

    private final class Watched implements Mca {
        private final Mca cse;

        Watched(Mca cse) {
            this.cse = cse;
        }

        @Override
        public Response send(Request request) {
            var here = new Spent();
            spent.set(here);
            long begin = nanos.getAsLong();
            try {
                var response = cse.send(request);
                ended(request, response, here, nanos.getAsLong() - begin);
                return response;
            } finally {
                spent.remove();
            }
        }

        @Override
        public Optional<Response> atOnce(Request request) {
            long begin = nanos.getAsLong();
            var response = cse.atOnce(request);
            response.ifPresent(found -> ended(request, found, Spent.NOWHERE, nanos.getAsLong() - begin));
            return response;
        }
    }

    /** A long poll is meant to last. */
    private void ended(Request request, Response response, Spent here, long whole) {
        answered.increment();
        if (Parts.isPoll(request)) return;
        took.add(whole);
        if (whole < threshold) return;
        slow.increment();
        log.warn(
                "slow request reason={} ms={} store-ms={} others-ms={} op={} to={} fr={} rsc={}",
                here.reason(whole),
                millis(whole),
                millis(here.store()),
                millis(here.others()),
                request.operation(),
                Shown.of(request.to()),
                Shown.of(request.from()),
                response.code());
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    public Store around(Store store) {
        return new WatchedStore(store, this);
    }

    public Map<String, Outbound> around(Map<String, Outbound> ways) {
        return ways.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, each -> new Way(each.getValue())));
    }

    /** Entities that live here, such as the proxy of a device, and those that hold a connection are others too. */
    public LocalEntities.Onlooker around(LocalEntities.Onlooker next) {
        return new LocalEntities.Onlooker() {
            @Override
            public Mca before(String aeId, Mca entity) {
                return next.before(aeId, entity);
            }

            @Override
            public Outbound before(String id, Outbound connection) {
                return new Way(next.before(id, connection));
            }

            @Override
            public Delivery during(Supplier<Delivery> wait) {
                return measured(() -> next.during(wait), Spent::atOthers);
            }
        };
    }

    /** Waits for the store on behalf of the thread's request, if it has one. */
    <T> T atStore(Supplier<T> waiting) {
        return measured(waiting, Spent::atStore);
    }

    private <T> T measured(Supplier<T> waiting, ObjLongConsumer<Spent> account) {
        var here = spent.get();
        if (here == null) return waiting.get();
        long begin = nanos.getAsLong();
        try {
            return waiting.get();
        } finally {
            account.accept(here, nanos.getAsLong() - begin);
        }
    }

    private final class Way implements Outbound {
        private final Outbound way;

        Way(Outbound way) {
            this.way = way;
        }

        @Override
        public Delivery send(String url, Request request, Duration timeout) {
            return measured(() -> way.send(url, request, timeout), Spent::atOthers);
        }

        @Override
        public Delivery sendToAe(String ae, String url, Request request, Duration timeout) {
            return measured(() -> way.sendToAe(ae, url, request, timeout), Spent::atOthers);
        }

        @Override
        public Delivery sendToCse(String cse, String url, Request request, Duration timeout) {
            return measured(() -> way.sendToCse(cse, url, request, timeout), Spent::atOthers);
        }

        @Override
        public Outbound in(List<String> serializations) {
            return new Way(way.in(serializations));
        }
    }
}
