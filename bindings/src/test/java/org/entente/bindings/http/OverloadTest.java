// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.entente.bindings.http.HttpConfig.Limits;
import org.entente.bindings.wire.Overload;
import org.entente.bindings.wire.Rates;
import org.entente.bindings.wire.RecordingMca;
import org.entente.model.Spec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ten times more than the hub works on at once; a gate holds what it works on. */
class OverloadTest extends HttpTest {
    private static final int AT_ONCE = 20;
    private static final int MOST_OF_ONE = AT_ONCE / 2;
    private static final int TENFOLD = 10 * AT_ONCE;

    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
    private URI server = URI.create("/");

    @BeforeEach
    void start() {
        cse.answer = request -> {
            pass();
            return RecordingMca.ordinary(request);
        };
        server = serve(Limits.DEFAULT.withInFlight(AT_ONCE));
    }

    @AfterEach
    void open() {
        gate.countDown();
    }

    private void pass() {
        try {
            assertThat(gate.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void is_answered_at_once_and_costs_nobody_who_was_accepted() throws Exception {
        for (int i = 0; i < TENFOLD; i++) {
            var _ = ask("C" + i);
        }

        awaitAnswers(TENFOLD - AT_ONCE);
        for (var each : answered()) {
            assertThat(each.statusCode()).isEqualTo(503);
            assertThat(header(each, "Retry-After")).isNotEmpty();
            assertThat(header(each, "X-M2M-RSC")).isEqualTo("5103");
        }
        gate.countDown();

        awaitAnswers(TENFOLD);
        assertThat(answered()).filteredOn(each -> each.statusCode() == 200).hasSize(AT_ONCE);
        assertThat(cse.requests).hasSize(AT_ONCE);
    }

    @Test
    void of_one_originator_leaves_room_for_the_others() throws Exception {
        for (int i = 0; i < TENFOLD; i++) {
            var _ = ask("Cflood");
        }
        awaitAnswers(TENFOLD - MOST_OF_ONE);
        for (var each : answered()) {
            assertThat(each.statusCode()).isEqualTo(429);
            assertThat(header(each, "Retry-After")).isNotEmpty();
        }

        var other = ask("Cother");
        await().atMost(Duration.ofSeconds(30)).until(() -> cse.requests.size() == MOST_OF_ONE + 1);
        gate.countDown();

        assertThat(other.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        awaitAnswers(TENFOLD + 1);
        assertThat(answered()).filteredOn(each -> each.statusCode() == 200).hasSize(MOST_OF_ONE + 1);
    }

    @Test
    @Spec("RFC 6585 §4")
    void that_comes_too_fast_is_declined_before_it_is_read() throws Exception {
        gate.countDown();
        overload = new Overload(new Rates(1, () -> 0));
        server = serve(Limits.DEFAULT);

        assertThat(ask("Cflood").get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        var declined = ask("Cflood").get(30, TimeUnit.SECONDS);

        assertThat(declined.statusCode()).isEqualTo(429);
        assertThat(header(declined, "Retry-After")).isNotEmpty();
        assertThat(header(declined, "X-M2M-RSC")).isEqualTo("5103");
        assertThat(declined.body()).contains("more than 1 requests a second");
        assertThat(cse.requests).hasSize(1);
    }

    @Test
    void that_is_over_leaves_nothing_behind() throws Exception {
        for (int i = 0; i < TENFOLD; i++) {
            var _ = ask("Cflood");
        }
        awaitAnswers(TENFOLD - MOST_OF_ONE);
        gate.countDown();
        awaitAnswers(TENFOLD);

        for (int i = 0; i < AT_ONCE; i++)
            assertThat(ask("Cflood").get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }

    private CompletableFuture<HttpResponse<String>> ask(String originator) {
        var request =
                request(server, "/x").setHeader("X-M2M-Origin", originator).build();
        var answer = client.sendAsync(request, BodyHandlers.ofString());
        all.add(answer);
        return answer;
    }

    private void awaitAnswers(int number) {
        await().atMost(Duration.ofSeconds(30)).until(() -> answered().size() == number);
    }

    private List<HttpResponse<String>> answered() {
        return all.stream()
                .filter(CompletableFuture::isDone)
                .map(CompletableFuture::join)
                .toList();
    }
}
