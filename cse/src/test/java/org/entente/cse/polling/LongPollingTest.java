// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.entente.cse.Hub;
import org.entente.cse.notification.DeliverySettings;
import org.entente.cse.outbound.ChannelSettings;
import org.entente.cse.over.NotEveryBinding;
import org.entente.cse.over.OverEveryBinding;
import org.entente.cse.store.HeapStore;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Parameter;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How what is sent to an entity reaches it when it polls, and how its answers come back. */
@OverEveryBinding
class LongPollingTest {
    private static final String PCU = "cse-in/cpoll/pch/pcu";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration SOON = Duration.ofMillis(300);

    private final HeapStore store = new HeapStore();
    private Hub hub = open(store, PATIENCE);
    private final ExecutorService others = Executors.newVirtualThreadPerTaskExecutor();

    /** @param answerWithin how long what is sent to an entity waits for its answer */
    private static Hub open(HeapStore store, Duration answerWithin) {
        var usual = DeliverySettings.DEFAULTS;
        var delivery = new DeliverySettings(
                answerWithin,
                answerWithin,
                usual.attempts(),
                usual.age(),
                Duration.ofMillis(1),
                usual.longestWait(),
                usual.perTarget(),
                usual.waitingPerTarget(),
                usual.undeliverableLimit());
        var channels = new ChannelSettings(PATIENCE, 2, 2);
        return Hub.on(store, settings -> settings.with(delivery).with(channels));
    }

    @BeforeEach
    void register() {
        hub.register("CPoll");
        hub.register("COther");
        hub.create("cse-in/cpoll", "CPoll", 15, "m2m:pch", "rn", "pch");
    }

    @AfterEach
    void close() {
        hub.cse.endPolls();
        others.close();
        hub.close();
    }

    private Future<Response> polling() {
        return others.submit(() -> hub.retrieve(PCU, "CPoll"));
    }

    private Future<Response> notifying(String id, String text) {
        return notifying(id, text, "10000");
    }

    /** The administrator tells the entity something; it may. */
    private Future<Response> notifying(String id, String text, String millis) {
        var content = Value.field("m2m:sgn", Hub.fields("nev", Hub.fields("rep", Value.of(text), "net", 1)));
        return others.submit(() -> hub.send(Request.notification("CPoll", Hub.ADMIN, content)
                .withId(id)
                .with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, millis)));
    }

    private static Response of(Future<Response> response) throws ExecutionException, TimeoutException {
        try {
            return response.get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Value.Fields primitive(Response poll) {
        assertThat(poll.code()).as(poll.toString()).isEqualTo(ResultCode.OK);
        return (Value.Fields) poll.content().find("m2m:rqp").orElseThrow();
    }

    private static String identifier(Response poll) {
        return primitive(poll).text("rqi").orElseThrow();
    }

    private Response answer(String id, int code) {
        var primitive = Value.field("m2m:rsp", Hub.fields("rsc", code, "rqi", id));
        return hub.send(Request.notification(PCU, "CPoll", primitive));
    }

    private void subscribe() {
        hub.create("cse-in/cpoll", "CPoll", 3, "m2m:cnt", "rn", "box");
        var sub = hub.create(
                "cse-in/cpoll/box",
                "CPoll",
                23,
                "m2m:sub",
                "nu",
                List.of("CPoll"),
                "enc",
                Hub.fields("net", List.of(3)));
        assertThat(sub.code()).as(sub.toString()).isEqualTo(ResultCode.CREATED);
    }

    private void instance(String content) {
        hub.create("cse-in/cpoll/box", "CPoll", 4, "m2m:cin", "con", content);
    }

    private static String content(Response poll) {
        var sgn = (Value.Fields) ((Value.Fields) primitive(poll).find("pc").orElseThrow())
                .find("m2m:sgn")
                .orElseThrow();
        var rep = ((Value.Fields) sgn.find("nev").orElseThrow()).find("rep").orElseThrow();
        return ((Value.Fields) ((Value.Fields) rep).find("m2m:cin").orElseThrow())
                .text("con")
                .orElseThrow();
    }

    @Test
    @Spec("TS-0004 §7.4.22.2.2")
    @NotEveryBinding("XML does not tell a number from its text")
    void poll_waits_for_a_request_and_carries_it() throws Exception {
        var poll = polling();
        var notify = notifying("n1", "hello");

        var request = primitive(of(poll));

        assertThat(request.find("op")).contains(Value.of(5));
        assertThat(request.text("to")).contains("CPoll");
        assertThat(request.text("fr")).contains(Hub.ADMIN);
        assertThat(request.text("rqi")).contains("n1");
        assertThat(request.text("rqet")).isPresent();
        answer("n1", 2000);
        of(notify);
    }

    @Test
    @Spec("TS-0001 §10.2.5.17")
    void request_waits_for_a_poll() throws Exception {
        var notify = notifying("n1", "hello");

        assertThat(identifier(of(polling()))).isEqualTo("n1");
        answer("n1", 2000);
        assertThat(of(notify).code()).isEqualTo(ResultCode.OK);
    }

    @Test
    @Spec("TS-0004 §7.4.22.2.5")
    void answer_reaches_who_sent_the_request() throws Exception {
        var notify = notifying("n1", "hello");
        of(polling());

        var answered = answer("n1", 4105);

        assertThat(answered.code()).isEqualTo(ResultCode.OK);
        assertThat(of(notify).code()).isEqualTo(ResultCode.CONFLICT);
        assertThat(of(notify).id()).isEqualTo("n1");
    }

    @Test
    @Spec("TS-0004 §7.4.22.2.2")
    void poll_that_expires_is_told_so() {
        var poll = hub.send(Request.retrieve(PCU, "CPoll").with(Parameter.REQUEST_EXPIRATION_TIMESTAMP, "20"));

        assertThat(poll.code()).isEqualTo(ResultCode.REQUEST_TIMEOUT);
    }

    @Test
    @Spec("TS-0001 §10.2.5.17")
    void request_that_nobody_fetches_expires() throws Exception {
        assertThat(of(notifying("n1", "hello", "20")).code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);

        assertThat(answer("n1", 2000).code()).isEqualTo(ResultCode.NOT_FOUND);
    }

    @Test
    @Spec("TS-0004 §7.4.22.2.5")
    void answer_to_what_was_never_fetched_is_not_found() {
        assertThat(answer("unknown", 2000).code()).isEqualTo(ResultCode.NOT_FOUND);
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.7")
    void notify_without_a_response_primitive_is_a_bad_request() {
        var content = Value.field("m2m:sgn", Hub.fields("vrq", true));

        assertThat(hub.send(Request.notification(PCU, "CPoll", content)).code()).isEqualTo(ResultCode.BAD_REQUEST);
    }

    @Test
    @Spec("TS-0001 §7.1.7")
    @NotEveryBinding("one WebSocket connection tells requests apart by them")
    void requests_of_the_same_identifier_are_told_apart() throws Exception {
        var one = notifying("n1", "one");
        assertThat(identifier(of(polling()))).isEqualTo("n1");
        var content = Value.field("m2m:sgn", Hub.fields("sur", "cse-in/two"));
        var other = others.submit(
                () -> hub.send(Request.notification("CPoll", "CPoll", content).withId("n1")));
        assertThat(identifier(of(polling()))).isEqualTo("CPoll/n1");

        answer("CPoll/n1", 4105);
        answer("n1", 2000);

        assertThat(of(one).code()).isEqualTo(ResultCode.OK);
        assertThat(of(other).code()).isEqualTo(ResultCode.CONFLICT);
        assertThat(of(other).id()).isEqualTo("n1");
    }

    @Test
    void several_polls_each_get_a_request_of_their_own() throws Exception {
        var polls = List.of(polling(), polling());
        var notifies = List.of(notifying("n1", "one"), notifying("n2", "two"));

        var seen = new HashSet<String>();
        for (var poll : polls) seen.add(identifier(of(poll)));

        assertThat(seen).containsExactlyInAnyOrder("n1", "n2");
        for (var id : seen) answer(id, 2000);
        for (var notify : notifies) assertThat(of(notify).code()).isEqualTo(ResultCode.OK);
    }

    @Test
    void more_polls_than_allowed_are_refused_at_once() {
        var polls = List.of(polling(), polling(), polling());

        Awaitility.await().until(() -> polls.stream().anyMatch(Future::isDone));

        var refused = polls.stream().filter(Future::isDone).findFirst().orElseThrow();
        assertThat(refused.resultNow().code()).isEqualTo(ResultCode.OPERATION_NOT_ALLOWED);
    }

    @Test
    void channel_that_is_full_takes_no_more() {
        var notifies = List.of(notifying("n1", "one"), notifying("n2", "two"), notifying("n3", "three"));

        Awaitility.await().until(() -> notifies.stream().anyMatch(Future::isDone));

        var refused = notifies.stream().filter(Future::isDone).findFirst().orElseThrow();
        assertThat(refused.resultNow().code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
        assertThat(refused.resultNow().sentence()).contains("full");
        hub.delete("cse-in/cpoll/pch", "CPoll");
    }

    @Test
    @Spec("TS-0001 §10.2.5.12")
    void notice_reaches_its_subscriber_by_polling() throws Exception {
        subscribe();
        instance("21.5");

        var poll = of(polling());

        assertThat(content(poll)).isEqualTo("21.5");
        answer(identifier(poll), 2000);
        Awaitility.await().until(() -> hub.cse.deliverer().counters().delivered() == 1);
        assertThat(store.view().queues()).isEmpty();
    }

    @Test
    @Spec("TS-0001 §10.2.5.18")
    void notice_is_not_lost_with_a_poller_that_vanishes() throws Exception {
        hub.cse.close();
        hub = open(store, SOON);
        subscribe();
        instance("21.5");
        var vanished = of(polling());

        // Nobody answers: the attempt fails, and the next poll gets the notice again.
        var poll = of(polling());

        assertThat(content(poll)).isEqualTo("21.5");
        assertThat(identifier(poll)).isNotEqualTo(identifier(vanished));
    }

    @Test
    void notices_wait_for_a_poll_after_a_restart_too() throws Exception {
        subscribe();
        instance("21.5");
        hub.cse.close();

        hub = open(store, PATIENCE);

        assertThat(content(of(polling()))).isEqualTo("21.5");
    }

    @Test
    @Spec("TS-0004 §7.5.1.2.19")
    void blocking_update_is_asked_for_by_polling() throws Exception {
        hub.create("cse-in/cpoll", "CPoll", 3, "m2m:cnt", "rn", "box");
        hub.create(
                "cse-in/cpoll/box",
                "CPoll",
                23,
                "m2m:sub",
                "nu",
                List.of("CPoll"),
                "enc",
                Hub.fields("net", List.of(7), "atr", List.of("mni")));
        var update = others.submit(() -> hub.update("cse-in/cpoll/box", Hub.ADMIN, "m2m:cnt", "mni", 5));

        answer(identifier(of(polling())), 4005);

        assertThat(of(update).code()).isEqualTo(ResultCode.OPERATION_DENIED_BY_REMOTE_ENTITY);
        assertThat(hub.stored("cse-in/cpoll/box").attributes()).doesNotContainKey("mni");
    }

    @Test
    void end_of_the_channel_ends_what_waits_in_it() throws Exception {
        var poll = polling();
        var notify = notifying("n1", "one");
        of(poll);

        hub.delete("cse-in/cpoll/pch", "CPoll");

        assertThat(of(notify).code()).isEqualTo(ResultCode.TARGET_NOT_REACHABLE);
    }

    @Test
    void stop_of_the_hub_ends_all_polls() throws Exception {
        var poll = polling();

        hub.cse.endPolls();

        assertThat(of(poll).code()).isEqualTo(ResultCode.REQUEST_TIMEOUT);
        assertThat(of(polling()).code()).isEqualTo(ResultCode.REQUEST_TIMEOUT);
    }
}
