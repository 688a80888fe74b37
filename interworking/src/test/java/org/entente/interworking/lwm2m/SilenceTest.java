// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.eclipse.leshan.core.peer.IpPeer;
import org.eclipse.leshan.core.request.BindingMode;
import org.eclipse.leshan.server.registration.Registration;
import org.entente.interworking.DeviceModel;
import org.entente.interworking.Devices;
import org.entente.interworking.Outcome;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the engine is told of devices that do not answer; the device is a word. */
class SilenceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Told told = new Told();
    private final Semaphore asked = new Semaphore(0);
    private final Semaphore answered = new Semaphore(0);
    private volatile Outcome answer = new Outcome.Unreachable("no answer");
    private final Silence silence = new Silence(this::ask);

    @BeforeEach
    void start() {
        silence.start(told);
    }

    @AfterEach
    void stop() {
        silence.close();
    }

    private Outcome ask(Registration device) {
        asked.release();
        try {
            answered.acquire();
        } catch (InterruptedException e) {
            // The test is over.
            Thread.currentThread().interrupt();
            return new Outcome.Unreachable("the hub stops");
        }
        if (!(answer instanceof Outcome.Unreachable)) silence.heard(device);
        return answer;
    }

    private static Registration device(boolean queue) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 5683);
        return new Registration.Builder("r1", "lamp", new IpPeer(address), URI.create("coap://127.0.0.1:5683"))
                .bindingMode(queue ? EnumSet.of(BindingMode.U, BindingMode.Q) : EnumSet.of(BindingMode.U))
                .build();
    }

    @Test
    void device_is_away_when_it_does_not_answer_the_second_question_either() {
        var lamp = device(false);

        silence.unanswered(lamp);
        asked.acquireUninterruptibly();
        assertThat(told.words).isEmpty();
        answered.release();

        await().atMost(PATIENCE).until(() -> told.words.size() == 2);
        assertThat(told.words).containsExactly("lamp silent", "lamp does not answer: no answer");
    }

    @Test
    void of_many_questions_without_an_answer_the_engine_hears_once() {
        var lamp = device(false);
        answered.release();
        silence.unanswered(lamp);
        await().atMost(PATIENCE).until(() -> told.words.size() == 2);

        for (int i = 0; i < 100; i++) silence.unanswered(lamp);
        silence.heard(lamp);
        silence.heard(lamp);

        assertThat(told.words).containsExactly("lamp silent", "lamp does not answer: no answer", "lamp seen");
        assertThat(asked.availablePermits()).isEqualTo(1);
    }

    @Test
    void one_lost_answer_is_nothing() {
        answer = Outcome.DONE;
        answered.release(1_000_000);

        silence.unanswered(device(false));
        asked.acquireUninterruptibly();
        // The next one is asked only if the first is over.
        await().atMost(PATIENCE).until(() -> {
            silence.unanswered(device(false));
            return asked.tryAcquire();
        });

        assertThat(told.words).isEmpty();
    }

    @Test
    void question_that_began_before_the_last_sign_of_life_decides_nothing() {
        var lamp = device(false);
        silence.unanswered(lamp);
        asked.acquireUninterruptibly();

        silence.heard(lamp);
        silence.unanswered(lamp);
        answered.release();
        asked.acquireUninterruptibly();
        answered.release();
        await().atMost(PATIENCE).until(() -> told.words.size() == 2);

        assertThat(told.words).containsExactly("lamp silent", "lamp does not answer: no answer");
    }

    @Test
    void device_that_sleeps_need_not_answer() {
        silence.unanswered(device(true));
        silence.close();

        assertThat(asked.availablePermits()).isZero();
        assertThat(told.words).isEmpty();
    }

    @Test
    void engine_that_hears_of_the_device_later_is_told_again() {
        var lamp = device(false);
        answered.release();
        silence.unanswered(lamp);
        await().atMost(PATIENCE).until(() -> told.words.size() == 2);

        silence.repeat(lamp);
        silence.forget(lamp);
        silence.repeat(lamp);

        assertThat(told.words).containsExactly("lamp silent", "lamp does not answer: no answer", "lamp silent");
    }

    private static final class Told implements Devices {
        final List<String> words = new CopyOnWriteArrayList<>();

        @Override
        public void appeared(DeviceModel device) {
            words.add(device.id() + " appeared");
        }

        @Override
        public void seen(String device) {
            words.add(device + " seen");
        }

        @Override
        public void silent(String device) {
            words.add(device + " silent");
        }

        @Override
        public void changed(String device, Map<String, Value> values) {
            words.add(device + " changed");
        }

        @Override
        public void lost(String device, String reason) {
            words.add(device + " lost");
        }

        @Override
        public void misbehaved(String device, String sentence) {
            words.add(device + " " + sentence);
        }
    }
}
