// SPDX-License-Identifier: Apache-2.0
package org.entente.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.entente.model.Spec;
import org.entente.model.primitive.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What pages hear while they are open, and what is left when they are gone. */
class StreamTest {
    private static final Pattern ID = Pattern.compile("event: stream\ndata: \\{\"id\":\"([0-9a-f]+)\"}");

    private final Hub hub = new Hub();
    private final List<Page> pages = new ArrayList<>();

    @AfterEach
    void close() {
        hub.console.close();
        pages.forEach(Page::awaitEnd);
    }

    @Test
    void pages_of_one_originator_share_a_subscription() {
        var first = page("CMe");
        var second = page("CMe");

        first.watch("cse-in/box");
        second.watch("cse-in/box");

        assertThat(hub.count(Operation.CREATE)).isEqualTo(1);
        assertThat(hub.asked.getFirst().from()).isEqualTo("CMe");
        await().until(() -> second.heard("event: watching"));
    }

    @Test
    void pages_of_two_originators_share_none() {
        page("CMe").watch("cse-in/box");
        page("CYou").watch("cse-in/box");

        assertThat(hub.asked)
                .filteredOn(request -> request.operation() == Operation.CREATE)
                .extracting(request -> request.from())
                .containsExactly("CMe", "CYou");
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.2")
    void notice_reaches_the_pages_that_watch() {
        var page = page("CMe");
        page.watch("cse-in/box");

        hub.notice("sub-cse-in.box-CMe");

        await().until(() -> page.heard("\"address\":\"cse-in/box\",\"net\":1,\"rep\":{\"m2m:cnt\":{\"st\":5}}"));
    }

    @Test
    void subscription_goes_with_the_last_page_that_watches() {
        var first = page("CMe");
        var second = page("CMe");
        first.watch("cse-in/box");
        second.watch("cse-in/box");

        first.watch();
        assertThat(hub.count(Operation.DELETE)).isZero();
        second.watch();

        assertThat(hub.count(Operation.DELETE)).isEqualTo(1);
    }

    @Test
    void page_that_has_gone_is_noticed_and_its_subscription_removed() {
        var page = page("CMe");
        page.watch("cse-in/box");

        page.isGone = true;
        hub.notice("sub-cse-in.box-CMe");

        await().until(() -> hub.count(Operation.DELETE) == 1);
    }

    @Test
    void who_may_not_subscribe_is_told_all_the_same() {
        hub.grantsSubscriptions = false;
        var page = page("CMe");
        page.watch("cse-in/box");
        await().until(() -> page.heard("\"by\":\"asking\""));

        hub.state = 2;

        await().until(() -> page.heard("event: notice"));
        assertThat(hub.count(Operation.DELETE)).isZero();
    }

    @Test
    void who_may_not_even_read_hears_why() {
        hub.grantsSubscriptions = false;
        var page = page("CMe");

        page.watch("cse-in/missing");

        await().until(() -> page.heard("event: refused\ndata: {\"address\":\"cse-in/missing\",\"code\":4004"));
    }

    @Test
    void what_comes_later_is_subscribed_to_when_it_is_there() {
        hub.isEmpty = true;
        var page = page("CMe");
        page.watch("cse-in/box");
        await().until(() -> page.heard("event: refused"));

        hub.isEmpty = false;

        await().until(() -> page.heard("\"by\":\"subscription\""));
    }

    @Test
    void stream_of_another_originator_cannot_be_steered() {
        var page = page("CMe");

        var answer = hub.post(
                "/console/api/watch",
                "{\"stream\":\"" + page.id() + "\",\"addresses\":[\"cse-in\"]}",
                Api.ORIGINATOR,
                "CYou");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(hub.asked).isEmpty();
    }

    @Test
    void stop_ends_the_streams_and_removes_what_they_watched() {
        var page = page("CMe");
        page.watch("cse-in/box");

        hub.console.close();

        page.awaitEnd();
        assertThat(hub.count(Operation.DELETE)).isEqualTo(1);
        assertThat(hub.get("/console/api/stream", Api.ORIGINATOR, "CMe").status())
                .isEqualTo(503);
    }

    private Page page(String originator) {
        var page = new Page(originator);
        pages.add(page);
        await().until(() -> ID.matcher(page.text()).find());
        return page;
    }

    /** A page with its open stream; it may vanish without a word. */
    private final class Page extends OutputStream {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final Thread reader;
        private final String originator;
        volatile boolean isGone;

        Page(String originator) {
            this.originator = originator;
            var stream =
                    hub.get("/console/api/stream", Api.ORIGINATOR, originator).response();
            reader = Thread.ofVirtual().start(() -> {
                try {
                    stream.body().writeTo(this);
                } catch (IOException gone) {
                    isGone = true;
                }
            });
        }

        @Override
        public void write(int one) throws IOException {
            if (isGone) throw new IOException("the page has gone");
            read.write(one);
        }

        String text() {
            return read.toString(UTF_8);
        }

        boolean heard(String what) {
            return text().contains(what);
        }

        String id() {
            var id = ID.matcher(text());
            if (!id.find()) throw new AssertionError("no stream yet: " + text());
            return id.group(1);
        }

        void watch(String... addresses) {
            var list = addresses.length == 0 ? "" : '"' + String.join("\",\"", addresses) + '"';
            var answer = hub.post(
                    "/console/api/watch",
                    "{\"stream\":\"" + id() + "\",\"addresses\":[" + list + "]}",
                    Api.ORIGINATOR,
                    originator);
            assertThat(answer.status()).isEqualTo(204);
        }

        void awaitEnd() {
            try {
                reader.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
