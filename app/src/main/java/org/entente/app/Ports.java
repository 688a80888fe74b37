// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where the hub listens: what listens at one place cannot have the port of another. */
final class Ports {
    private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::");

    private enum Transport {
        TCP,
        UDP
    }

    /**
     * @param isOpened whether anything is to listen there at all
     * @param asked the keys that say so
     */
    private record Opening(
            Transport transport,
            Key<String> host,
            Key<Integer> port,
            Predicate<Configuration> isOpened,
            List<Key<?>> asked) {
        static Opening where(Key<Boolean> enabled, Transport transport, Key<String> host, Key<Integer> port) {
            return new Opening(transport, host, port, config -> config.value(enabled), List.of(enabled));
        }

        boolean clashes(Opening other, Configuration config) {
            int number = config.value(port);
            return transport == other.transport
                    && number > 0 // 0 is whichever is free
                    && number == config.value(other.port)
                    && isOpened.test(config)
                    && other.isOpened.test(config)
                    && meet(config.value(host), config.value(other.host));
        }

        private static boolean meet(String one, String other) {
            return one.equals(other) || EVERYWHERE.contains(one) || EVERYWHERE.contains(other);
        }

        Stream<Key<?>> read() {
            return Stream.concat(Stream.of(host, port), asked.stream());
        }
    }

    private static final List<Opening> ALL = List.of(
            new Opening(Transport.TCP, HttpKeys.HOST, HttpKeys.PORT, _ -> true, List.of()),
            Opening.where(MqttKeys.LISTEN, Transport.TCP, MqttKeys.HOST, MqttKeys.PORT),
            Opening.where(CoapKeys.ENABLED, Transport.TCP, CoapKeys.HOST, CoapKeys.TCP_PORT),
            Opening.where(CoapKeys.ENABLED, Transport.TCP, CoapKeys.HOST, CoapKeys.TLS_PORT),
            Opening.where(OpcUaKeys.ENABLED, Transport.TCP, OpcUaKeys.HOST, OpcUaKeys.PORT),
            Opening.where(CoapKeys.ENABLED, Transport.UDP, CoapKeys.HOST, CoapKeys.PORT),
            new Opening(Transport.UDP, CoapKeys.HOST, CoapKeys.DTLS_PORT, CoapKeys::hasDtls, List.of(CoapKeys.ENABLED)),
            Opening.where(DeviceKeys.LWM2M_ENABLED, Transport.UDP, DeviceKeys.LWM2M_HOST, DeviceKeys.LWM2M_COAP),
            Opening.where(DeviceKeys.LWM2M_ENABLED, Transport.UDP, DeviceKeys.LWM2M_HOST, DeviceKeys.LWM2M_COAPS),
            Opening.where(DeviceKeys.LWM2M_ENABLED, Transport.UDP, DeviceKeys.LWM2M_HOST, DeviceKeys.LWM2M_BOOTSTRAP));

    static final List<Rule> RULES = rules();

    private Ports() {}

    /** One for each two, so that a key that cannot be read silences no others. */
    private static List<Rule> rules() {
        var rules = new ArrayList<Rule>();
        for (int i = 0; i < ALL.size(); i++) for (var earlier : ALL.subList(0, i)) rules.add(rule(earlier, ALL.get(i)));
        return List.copyOf(rules);
    }

    private static Rule rule(Opening one, Opening other) {
        return Rule.refusing(
                Stream.concat(one.read(), other.read()).toList(),
                config -> one.clashes(other, config),
                config -> one.port.name() + " and " + other.port.name() + " are both " + config.written(one.port)
                        + " on one machine; one of them needs another");
    }
}
