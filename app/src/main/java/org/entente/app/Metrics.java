// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.ToDoubleFunction;
import org.entente.app.watch.SlowRequests;
import org.entente.bindings.http.HttpServer;
import org.entente.bindings.wire.Closings;
import org.entente.bindings.wire.Overload;
import org.entente.cse.notification.Deliverer;
import org.entente.model.web.WebResponse;
import org.entente.store.SqliteStore;

/** What the hub counts, in the text format of Prometheus. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
            counter(
                    "entente.allocated.bytes",
                    "memory that all threads have asked for since the start",
                    threads,
                    ThreadMXBean::getTotalThreadAllocatedBytes);
    }

    void watch(Listening listening, SlowRequests requests, SqliteStore store, Deliverer deliverer) {
        watch(listening.http());
        watch(listening.overload());
        watch(listening.overload().closings());
        watch(requests);
        watch(store);
        watch(deliverer);
    }

    private void watch(SlowRequests requests) {
        counter("entente.requests.answered", "primitives answered", requests, SlowRequests::answered);
        counter("entente.requests.seconds", "how long they took together", requests, SlowRequests::seconds);
        counter("entente.requests.slow", "those that the log names as slow", requests, SlowRequests::slow);
    }

    private void watch(SqliteStore store) {
        gauge(
                "entente.store.waiting",
                "changes whose turn has not come",
                store,
                it -> it.counts().waiting());
        counter(
                "entente.store.changes",
                "changes decided",
                store,
                it -> it.counts().changes());
        counter(
                "entente.store.batches",
                "transactions, each with one sync",
                store,
                it -> it.counts().batches());
        counter(
                "entente.store.hits",
                "look-ups answered from memory",
                store,
                it -> it.counts().hits());
        counter(
                "entente.store.misses",
                "look-ups not answered from memory",
                store,
                it -> it.counts().misses());
    }

    private void watch(HttpServer http) {
        gauge(
                "entente.http.connections",
                "open connections",
                http,
                it -> it.counts().connections());
        gauge(
                "entente.http.requests.active",
                "requests being worked on",
                http,
                it -> it.counts().activeRequests());
        counter(
                "entente.http.answers.succeeded",
                "answers 2xx",
                http,
                it -> it.counts().succeeded());
        counter(
                "entente.http.answers.refused",
                "answers 4xx",
                http,
                it -> it.counts().refused());
        counter(
                "entente.http.answers.failed",
                "answers 5xx",
                http,
                it -> it.counts().failed());
    }

    private void watch(Overload overload) {
        counter(
                "entente.declined.too.fast",
                "requests of those who send more a second than one may, over any binding",
                overload,
                it -> it.declined(Overload.Reason.TOO_FAST));
        counter(
                "entente.declined.own.share",
                "requests of those who have as many under way as one may",
                overload,
                it -> it.declined(Overload.Reason.OWN_SHARE_TAKEN));
        counter(
                "entente.declined.full",
                "requests for which there was no place",
                overload,
                it -> it.declined(Overload.Reason.FULL));
    }

    private void watch(Closings closings) {
        for (var way : Closings.Way.values())
            for (var limit : Closings.Limit.values())
                FunctionCounter.builder("entente.connections.closed", closings, it -> it.closed(way, limit))
                        .description("connections that a limit has closed or not let in")
                        .tags("way", way.label(), "limit", limit.label())
                        .register(registry);
    }

    private void watch(Deliverer deliverer) {
        gauge(
                "entente.notices.waiting",
                "notices held in memory",
                deliverer,
                it -> it.counters().waiting());
        counter(
                "entente.notices.delivered",
                "notices that arrived",
                deliverer,
                it -> it.counters().delivered());
        counter(
                "entente.notices.attempts",
                "attempts to deliver",
                deliverer,
                it -> it.counters().attempts());
        counter(
                "entente.notices.failed",
                "attempts that failed",
                deliverer,
                it -> it.counters().failed());
        counter(
                "entente.notices.undeliverable",
                "notices that were given up",
                deliverer,
                it -> it.counters().undeliverable());
        counter(
                "entente.notices.dropped",
                "notices that a policy or a limit let go",
                deliverer,
                it -> it.counters().dropped());
    }

    WebResponse answer() {
        var text = registry.scrape().getBytes(StandardCharsets.UTF_8);
        return WebResponse.of(200, "text/plain; version=0.0.4; charset=utf-8", text);
    }

    private <T> void gauge(String name, String what, T source, ToDoubleFunction<T> value) {
        Gauge.builder(name, source, value).description(what).register(registry);
    }

    private <T> void counter(String name, String what, T source, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, source, value).description(what).register(registry);
    }
}
