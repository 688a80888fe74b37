// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.entente.bindings.wire.Admission;
import org.entente.security.Credentials;
import org.entente.security.Holder;
import org.entente.security.Home;

/** Somebody who is connected to our own broker, and what they may do there. TS-0010 §7.4. */
sealed interface Guest {

    boolean mayPublish(String topic);

    boolean maySubscribe(String filter);

    /** The hub's own connection. */
    record Host() implements Guest {
        @Override
        public boolean mayPublish(String topic) {
            return true;
        }

        @Override
        public boolean maySubscribe(String filter) {
            return true;
        }
    }

    /**
     * Everybody else: the topics of their own identity, toward this CSE.
     *
     * @param holder whom they proved to be; empty if they only say a name
     * @param name the Credential-ID, under which they may register
     */
    record Client(Optional<Holder> holder, String name, InetAddress address, Home home, Credentials credentials)
            implements Guest {

        @Override
        public boolean mayPublish(String topic) {
            return Topic.read("", topic).filter(this::mayPublish).isPresent();
        }

        private boolean mayPublish(Topic topic) {
            return switch (topic.kind()) {
                case REQUEST -> isOwn(topic.originator()) && isHome(topic.receiver());
                case RESPONSE -> isHome(topic.originator()) && isOwn(topic.receiver());
                case REGISTRATION_REQUEST -> topic.originator().equals(name) && isHome(topic.receiver());
                case REGISTRATION_RESPONSE -> false;
            };
        }

        @Override
        public boolean maySubscribe(String filter) {
            var levels = filter.split("/", -1);
            if (levels.length < 5 || levels.length > 6 || !levels[0].isEmpty() || !levels[1].equals("oneM2M"))
                return false;
            return switch (levels[2]) {
                case "req" -> (levels[3].equals("+") || isHome(levels[3])) && isOwn(levels[4]);
                case "resp" -> isOwn(levels[3]);
                case "reg_resp" -> levels[3].equals(name);
                default -> false;
            };
        }

        private boolean isHome(String level) {
            return Level.allOf(home.cse(), home).contains(level);
        }

        private boolean isOwn(String level) {
            if (!Level.isPlain(level) || isHome(level)) return false;
            var meanings = Level.meanings(level, home);
            return holder.isPresent()
                    ? meanings.stream().anyMatch(each -> holder.get().speaksFor(each, home))
                    // What has a credential is nobody's who does not show it.
                    : meanings.contains(name) && meanings.stream().noneMatch(each -> credentials.isBound(each, home));
        }

        Stamp stamp() {
            return new Stamp(holder, address);
        }
    }

    /** What goes with each message: the broker keeps it with the message, so it holds after a restart too. */
    record Stamp(Optional<Holder> holder, InetAddress address) {
        private static final String BETWEEN = "\t";

        String written() {
            var parts = new ArrayList<>(List.of(address.getHostAddress()));
            holder.ifPresent(shown -> {
                parts.add(shown.name());
                parts.addAll(shown.originators());
            });
            return String.join(BETWEEN, parts);
        }

        /** @throws IllegalArgumentException if we have not written it */
        static Stamp read(String written) {
            var parts = written.split(BETWEEN, -1);
            try {
                var holder = parts.length < 2
                        ? Optional.<Holder>empty()
                        : Optional.of(new Holder(parts[1], Arrays.asList(parts).subList(2, parts.length)));
                return new Stamp(holder, InetAddress.getByName(parts[0]));
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("no stamp of ours", e);
            }
        }

        Sender sender(Admission admission) {
            return new Sender(holder, Optional.of(address), admission);
        }
    }

    /** The guest as the broker's library carries it with a connection. */
    final class Badge extends UserPrincipal {
        private final transient Guest guest;

        Badge(String user, Guest guest) {
            super(user);
            this.guest = guest;
        }

        Guest guest() {
            return guest;
        }
    }
}
