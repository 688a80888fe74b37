// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.function.ToDoubleFunction;
import org.entente.bindings.http.HttpCounts;
import org.entente.bindings.http.HttpServer;
import org.entente.cse.notification.Deliverer;
import org.entente.cse.notification.Deliverer.Counters;
import org.entente.model.web.WebResponse;

/** What the hub counts, in the text format of Prometheus. */
final class Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
    }

    void watch(HttpServer http, Deliverer deliverer) {
        watch(http);
        watch(deliverer);
    }

    private void watch(HttpServer http) {
        gauge("entente.http.connections", "open connections", http, HttpCounts::connections);
        gauge("entente.http.requests.active", "requests being worked on", http, HttpCounts::activeRequests);
        counter(
                "entente.http.connections.refused",
                "connections closed by a limit",
                http,
                HttpCounts::refusedConnections);
        counter("entente.http.answers.succeeded", "answers 2xx", http, HttpCounts::succeeded);
        counter("entente.http.answers.refused", "answers 4xx", http, HttpCounts::refused);
        counter("entente.http.answers.failed", "answers 5xx", http, HttpCounts::failed);
    }

    private void watch(Deliverer deliverer) {
        gauge("entente.notices.waiting", "notices held in memory", deliverer, Counters::waiting);
        counter("entente.notices.delivered", "notices that arrived", deliverer, Counters::delivered);
        counter("entente.notices.attempts", "attempts to deliver", deliverer, Counters::attempts);
        counter("entente.notices.failed", "attempts that failed", deliverer, Counters::failed);
        counter("entente.notices.undeliverable", "notices that were given up", deliverer, Counters::undeliverable);
        counter("entente.notices.dropped", "notices that a policy or a limit let go", deliverer, Counters::dropped);
    }

    WebResponse answer() {
        var text = registry.scrape().getBytes(StandardCharsets.UTF_8);
        return WebResponse.of(200, "text/plain; version=0.0.4; charset=utf-8", text);
    }

    private void gauge(String name, String what, HttpServer http, ToDoubleFunction<HttpCounts> value) {
        Gauge.builder(name, http, it -> value.applyAsDouble(it.counts()))
                .description(what)
                .register(registry);
    }

    private void counter(String name, String what, HttpServer http, ToDoubleFunction<HttpCounts> value) {
        FunctionCounter.builder(name, http, it -> value.applyAsDouble(it.counts()))
                .description(what)
                .register(registry);
    }

    private void gauge(String name, String what, Deliverer deliverer, ToDoubleFunction<Counters> value) {
        Gauge.builder(name, deliverer, it -> value.applyAsDouble(it.counters()))
                .description(what)
                .register(registry);
    }

    private void counter(String name, String what, Deliverer deliverer, ToDoubleFunction<Counters> value) {
        FunctionCounter.builder(name, deliverer, it -> value.applyAsDouble(it.counters()))
                .description(what)
                .register(registry);
    }
}
