// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.PollingChannel;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.Test;

/** How many may poll at the same time. */
class ChannelsTest {
    private static final int ALLOWED = 2;
    private static final int SURPLUS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Resource CHANNEL = new Resource(
            PollingChannel.TYPE, "cse-in/cpoll/pch", Map.of("ri", Value.of("pch1"), "pi", Value.of("CPoll")));

    @Test
    @Spec("TS-0004 §7.4.22.2.2")
    void polls_of_the_same_moment_find_no_more_room_than_there_is() throws Exception {
        var settings = new ChannelSettings(PATIENCE.multipliedBy(2), 1, ALLOWED);
        var channels = new Channels(new Meeting(ALLOWED + SURPLUS), settings);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var polls = new ExecutorCompletionService<Response>(threads);
            for (int i = 0; i < ALLOWED + SURPLUS; i++)
                polls.submit(() -> channels.fetch(Request.retrieve("cse-in/cpoll/pch/pcu", "CPoll"), CHANNEL));
            try {
                // Nobody sends anything: who is answered while the channel is open was refused.
                for (int i = 0; i < SURPLUS; i++)
                    assertThat(refusal(polls)).isEqualTo(ResultCode.OPERATION_NOT_ALLOWED);
            } finally {
                channels.close();
            }
            for (int i = 0; i < ALLOWED; i++) assertThat(refusal(polls)).isEqualTo(ResultCode.REQUEST_TIMEOUT);
        }
    }

    private static ResultCode refusal(ExecutorCompletionService<Response> polls) throws InterruptedException {
        var done = polls.poll(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
        if (done == null) throw new AssertionError("a poll found room that is not there");
        return ((Refused) done.exceptionNow()).code();
    }

    /** A clock that tells the time when so many have asked for it, which brings them to the same place. */
    private static final class Meeting extends Clock {
        private final CyclicBarrier together;

        Meeting(int expected) {
            together = new CyclicBarrier(expected);
        }

        @Override
        public Instant instant() {
            try {
                together.await();
            } catch (InterruptedException | BrokenBarrierException e) {
                throw new IllegalStateException(e);
            }
            return Instant.EPOCH;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
