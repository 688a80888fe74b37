// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt.client;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.entente.testware.mqtt.wire.Version;

/** What a client is told to do, command after command: the upper tester's protocol. See docs/testware/mqtt-client.md. */
public record Script(List<Command> commands) {
    /** A verb with its arguments. */
    public record Command(String verb, Map<String, String> arguments) {
        public Command {
            arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
        }

        public String argument(String name, String otherwise) {
            return arguments.getOrDefault(name, otherwise);
        }

        public int number(String name, int otherwise) {
            var text = arguments.get(name);
            return text == null ? otherwise : Integer.parseInt(text);
        }

        Command and(String name, String value) {
            var more = new LinkedHashMap<>(arguments);
            more.put(name, value);
            return new Command(verb, more);
        }

        /** One line: the verb, then {@code name=value}, each value percent-encoded. */
        String line() {
            return arguments.entrySet().stream()
                    .map(entry -> " " + entry.getKey() + "=" + encoded(entry.getValue()))
                    .collect(Collectors.joining("", verb, ""));
        }

        static Command parse(String line) {
            var words = line.split(" ", -1);
            var arguments = new LinkedHashMap<String, String>();
            for (int i = 1; i < words.length; i++) {
                var equals = words[i].indexOf('=');
                if (equals > 0) {
                    arguments.put(
                            words[i].substring(0, equals),
                            URLDecoder.decode(words[i].substring(equals + 1), StandardCharsets.UTF_8));
                }
            }
            return new Command(words[0], arguments);
        }

        // Adapters are written in shell too: a blank must not become a plus sign.
        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }

    public Script {
        commands = List.copyOf(commands);
    }

    /** A script that connects with a clean session. */
    static Script connecting(String clientId, Version version) {
        return new Script(List.of())
                .then("connect", "client", clientId, "clean", "1", "keepalive", "60")
                .with("version", version == Version.V5 ? "5.0" : "3.1.1");
    }

    /** One more command; its arguments are names and values in turn. */
    Script then(String verb, String... arguments) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < arguments.length; i += 2) {
            map.put(arguments[i], arguments[i + 1]);
        }
        var more = new ArrayList<>(commands);
        more.add(new Command(verb, map));
        return new Script(more);
    }

    /** One more argument, or another value, for the last command. */
    Script with(String name, String value) {
        var same = new ArrayList<>(commands);
        same.set(same.size() - 1, same.getLast().and(name, value));
        return new Script(same);
    }

    /** The same commands with a session that outlasts its connection. */
    Script lasting() {
        return withFirst("clean", "0");
    }

    /** The same commands pinging each second, or as often as the client can. */
    Script pinging() {
        return withFirst("keepalive", "1");
    }

    private Script withFirst(String name, String value) {
        var same = new ArrayList<>(commands);
        same.set(0, same.getFirst().and(name, value));
        return new Script(same);
    }

    /** The same commands for a client that is to connect there. */
    Script at(String host, int port, Reception reception) {
        return new Script(commands.stream()
                .map(command -> command.verb().equals("connect") ? there(command, host, port, reception) : command)
                .toList());
    }

    private static Command there(Command connect, String host, int port, Reception reception) {
        var told = new TreeMap<>(reception.arguments());
        told.put("host", host);
        told.put("port", String.valueOf(port));
        var there = connect;
        for (var argument : told.entrySet()) {
            there = there.and(argument.getKey(), argument.getValue());
        }
        return there;
    }

    String text() {
        return commands.stream().map(command -> command.line() + "\n").collect(Collectors.joining("", "", "run\n"));
    }
}
