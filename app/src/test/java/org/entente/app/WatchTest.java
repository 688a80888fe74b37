// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.entente.app.watch.Reading;
import org.entente.app.watch.SlowRequests;
import org.entente.app.watch.Top;
import org.entente.cse.outbound.LocalEntities;
import org.entente.cse.outbound.Outbound;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.Store;
import org.entente.cse.store.StoreUnavailable;
import org.entente.cse.store.View;
import org.entente.model.ResultCode;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an operator sees of how long things take. */
class WatchTest {
    private static final Request CREATE =
            Request.create("cse-in/box", "Capp", 4, Value.Fields.EMPTY).withId("r1");
    private static final Request NOTIFICATION =
            Request.notification("http://127.0.0.1:9/", "/id-in", Value.Fields.EMPTY);

    private final AtomicLong nanos = new AtomicLong();
    private final SlowRequests watch = new SlowRequests(Duration.ofMillis(100), nanos::get);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger().addAppender(lines);
    }

    @AfterEach
    void forget() {
        logger().detachAppender(lines);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger(SlowRequests.class);
    }

    private void pass(long millis) {
        nanos.addAndGet(Duration.ofMillis(millis).toNanos());
    }

    private void answer(Consumer<Request> work) {
        answer(CREATE, work);
    }

    private void answer(Request request, Consumer<Request> work) {
        watch.around(asked -> {
                    work.accept(asked);
                    return Response.of(asked, ResultCode.CREATED);
                })
                .send(request);
    }

    private List<String> said() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void slow_request_is_named_with_what_it_waited_for() {
        var store = watch.around(new Dawdling());
        var way = watch.around(Map.<String, Outbound>of("http", (_, _, _) -> {
                    pass(70);
                    return new Outbound.Delivery.Unreachable("nobody");
                }))
                .values()
                .iterator()
                .next();

        answer(_ -> {
            try {
                store.commit(_ -> {
                    throw new IllegalStateException("it is not asked");
                });
            } catch (StoreUnavailable late) {
                way.send("http://127.0.0.1:9/", NOTIFICATION, Duration.ZERO);
            }
            pass(10);
        });

        assertThat(said())
                .singleElement()
                .asString()
                .contains("reason=store ms=160 store-ms=80 others-ms=70 op=CREATE to=cse-in/box fr=Capp rsc=CREATED");
        assertThat(watch.slow()).isEqualTo(1);
    }

    @Test
    void wait_for_an_entity_of_this_process_or_on_a_connection_is_for_another_entity() {
        var around = watch.around(LocalEntities.Onlooker.NONE);
        var connection = around.before("Capp", (_, _, _) -> {
            pass(60);
            return new Outbound.Delivery.Unreachable("nobody");
        });

        answer(_ -> {
            connection.send("Capp", NOTIFICATION, Duration.ZERO);
            around.during(() -> {
                pass(50);
                return new Outbound.Delivery.Unreachable("nobody");
            });
        });

        assertThat(said()).singleElement().asString().contains("reason=other-entity ms=110 store-ms=0 others-ms=110");
    }

    @Test
    void quick_requests_are_counted_and_not_named() {
        answer(_ -> pass(99));
        answer(_ -> pass(1));

        assertThat(said()).isEmpty();
        assertThat(watch.answered()).isEqualTo(2);
        assertThat(watch.seconds()).isEqualTo(0.1);
    }

    @Test
    void work_of_ones_own_is_named_as_such() {
        answer(_ -> pass(100));

        assertThat(said()).singleElement().asString().contains("reason=own-work ms=100");
    }

    @Test
    void polls_may_last_and_answers_to_what_was_polled_may_not() {
        answer(Request.retrieve("cse-in/app/channel/pcu", "Capp"), _ -> pass(30_000));
        assertThat(said()).isEmpty();

        answer(Request.notification("cse-in/app/channel/pcu", "Capp", Value.Fields.EMPTY), _ -> pass(100));

        assertThat(said()).singleElement().asString().contains("op=NOTIFY");
    }

    @Test
    void top_tells_what_happened_between_two_readings() {
        var before = Reading.of(10, "entente_requests_answered_total 100\nentente_requests_seconds_total 1\n");
        var now = Reading.of(12, """
                # HELP entente_requests_answered_total primitives answered
                entente_requests_answered_total 300
                entente_requests_seconds_total 2
                entente_store_changes_total 90
                entente_store_batches_total 30
                jvm_memory_used_bytes{area="heap"} 6.0E7
                jvm_memory_used_bytes{area="nonheap"} 4.0E7
                """);

        assertThat(new Top(before, now).text())
                .contains("100/s  mean 5.00 ms", "45 changes/s  3.0 for a sync", "memory 100 MB");
    }

    @Test
    void top_and_the_dashboard_show_what_a_hub_counts(@TempDir Path data) throws Exception {
        try (var hub = new HubUnderTest(data, List.of())) {
            var counted = metrics(hub);

            assertThat(counted.values().keySet()).containsAll(shownByDashboard());
            var words = new ArrayList<>(List.of("top", "--times", "1", "--every", "0", "--from", HubUnderTest.ADMIN));
            words.addAll(List.of("--over", hub.address().toString()));
            words.addAll(List.of("--credential-file", hub.secretFile().toString()));
            var ran = Ran.command(words);
            assertThat(ran.status()).isZero();
            assertThat(ran.out()).contains("requests", "store", "notices", "process");
        }
    }

    private static List<String> shownByDashboard() throws Exception {
        var dashboard = Files.readString(Sources.root().resolve("docs/grafana/entente.json"));
        var name = Pattern.compile("\\b(?:entente|jvm|process|system)_\\w+");
        return name.matcher(dashboard.replaceAll("\"(?!expr)\\w+\": \"[^\"]*\"", ""))
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
    }

    private static Reading metrics(HubUnderTest hub) throws Exception {
        var request = HttpRequest.newBuilder(hub.address().resolve("/metrics"))
                .header("Authorization", "Bearer " + hub.secret())
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return Reading.of(1, client.send(request, BodyHandlers.ofString()).body());
        }
    }

    /** A store that takes its time and then cannot write. */
    private final class Dawdling implements Store {
        @Override
        public View view() {
            throw new UnsupportedOperationException("nobody looks");
        }

        @Override
        public View atHand() {
            throw new UnsupportedOperationException("nobody looks");
        }

        @Override
        public Outcome commit(Change change) {
            pass(80);
            throw new StoreUnavailable("no room");
        }

        @Override
        public void backup(Path target) {
            throw new UnsupportedOperationException("nobody copies");
        }

        @Override
        public void close() {}
    }
}
