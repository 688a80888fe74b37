// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.entente.testware.Octets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fuzzer against an endpoint that dies of one thing alone. */
class FuzzerTest {
    /** Dies of a packet that holds 0xE0 followed by an odd byte. */
    private static final class Mortal implements Target {
        private final AtomicBoolean alive = new AtomicBoolean(true);

        @Override
        public Reaction send(Session session) {
            if (!alive.get()) {
                return new Reaction("unreachable", true);
            }
            if (kills(session)) {
                alive.set(false);
            }
            return new Reaction("length " + session.length() % 7, false);
        }

        static boolean kills(Session session) {
            return session.packets().stream().map(Octets::toArray).anyMatch(bytes -> {
                for (int i = 0; i + 1 < bytes.length; i++) {
                    if (bytes[i] == (byte) 0xE0 && (bytes[i + 1] & 1) == 1) {
                        return true;
                    }
                }
                return false;
            });
        }

        @Override
        public Octets repaired(Octets packet) {
            return packet;
        }

        @Override
        public Optional<String> probe() {
            return alive.get() ? Optional.empty() : Optional.of("down");
        }

        boolean restart() {
            alive.set(true);
            return true;
        }
    }

    private static Session session(long number) {
        var seeded = new SplittableRandom(number * 31 + 7);
        var packets = new ArrayList<Octets>();
        for (int i = 0; i < 3; i++) {
            var bytes = new byte[20];
            seeded.nextBytes(bytes);
            packets.add(Octets.of(bytes));
        }
        return new Session(packets);
    }

    private static Fuzzer.Limits limits(long sessions) {
        return new Fuzzer.Limits(sessions, Duration.ofMinutes(5), 3, 50);
    }

    @Test
    void culprit_is_found_and_made_as_short_as_it_can_be() {
        var mortal = new Mortal();

        var outcome = new Fuzzer(mortal, FuzzerTest::session, Corpus.none(), limits(5000), mortal::restart).run();

        assertThat(outcome.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.what()).isEqualTo("down");
            assertThat(finding.culprit()).hasValueSatisfying(culprit -> {
                assertThat(culprit.length()).isEqualTo(2);
                assertThat(Mortal.kills(culprit)).isTrue();
            });
        });
    }

    @Test
    void without_a_way_to_restart_the_suspects_are_named() {
        var mortal = new Mortal();

        var outcome = new Fuzzer(mortal, FuzzerTest::session, Corpus.none(), limits(5000), () -> false).run();

        assertThat(outcome.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.culprit()).isEmpty();
            assertThat(LongStream.rangeClosed(finding.first(), finding.last())
                            .mapToObj(FuzzerTest::session)
                            .anyMatch(Mortal::kills))
                    .isTrue();
        });
    }

    @Test
    void endpoint_that_survives_leaves_no_finding_and_each_reaction_once(@TempDir Path folder) throws IOException {
        var target = new Target() {
            @Override
            public Reaction send(Session session) {
                return new Reaction("length " + session.packets().getFirst().toArray()[0] % 2, false);
            }

            @Override
            public Octets repaired(Octets packet) {
                return packet;
            }

            @Override
            public Optional<String> probe() {
                return Optional.empty();
            }
        };

        var outcome = new Fuzzer(target, FuzzerTest::session, Corpus.in(folder), limits(500), () -> false).run();

        assertThat(outcome.findings()).isEmpty();
        assertThat(outcome.sessions()).isEqualTo(500);
        assertThat(outcome.reactions()).isEqualTo(3);
        assertThat(Corpus.in(folder).earlier()).hasSize(3);
    }

    @Test
    void session_survives_its_file() {
        var session = new Session(List.of(Octets.hex("10 00"), Octets.hex("c000")));

        assertThat(Session.parse("# a remark\n" + session.text())).isEqualTo(session);
    }

    @Test
    void rule_without_a_weight_is_refused_with_its_place() {
        assertThatThrownBy(() -> Rules.parse("my.rules", "begin connect often")).hasMessageContaining("my.rules:1");
    }
}
