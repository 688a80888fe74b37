// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.entente.client.Client;
import org.entente.codec.Json;
import org.entente.interworking.Roll;
import org.entente.model.Value;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** Shows the devices of a hub and what they say, and changes what can be changed. */
@Command(
        name = "devices",
        mixinStandardHelpOptions = true,
        description = "List, show, read, write and watch the devices of a hub, whatever standard they speak.",
        footer = {
            "",
            "Examples:",
            "  entente devices list --from CDemo",
            "  entente devices show sample-lamp --from CDemo",
            "  entente devices read sample-lamp thermometer/temperature --from CDemo",
            "  entente devices write sample-lamp light/binarySwitch state=true --from CDemo",
            "  entente devices watch sample-lamp thermometer/temperature --from CDemo",
            "  entente devices allow lwm2m:sample-lamp"
        })
final class DevicesCommand {
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    @Option(names = "--json", scope = ScopeType.INHERIT, description = "Print a line of JSON for each.")
    private boolean json;

    @Spec
    private @Nullable CommandSpec spec;

    @Command(name = "list", description = "Print each device, its standard, and whether it can be reached.")
    int list(@Mixin Remote remote) throws IOException {
        try (var hub = remote.open()) {
            for (var device : book(remote, hub).list()) {
                var line = Value.field("name", Value.of(device.name()))
                        .with("own-name", Value.of(device.own()))
                        .with("standard", Value.of(device.technology()))
                        .with("reachable", Value.of(device.reachable()))
                        .with("last-seen", Value.of(device.lastSeen()));
                var seen = device.lastSeen().isEmpty() ? "" : "  last seen " + device.lastSeen();
                var state = device.reachable() ? "reachable" : "away";
                var own = device.own().isEmpty() || device.own().equals(device.name()) ? "" : "  " + device.own();
                say(line, device.name() + "  " + device.technology() + "  " + state + seen + own);
            }
        }
        return 0;
    }

    @Command(name = "show", description = "Print all that a device is and says.")
    int show(@Mixin Remote remote, @Parameters(paramLabel = "DEVICE") String device) throws IOException {
        try (var hub = remote.open()) {
            for (var part : book(remote, hub).show(device)) say(part);
        }
        return 0;
    }

    @Command(name = "read", description = "Print what one part of a device said last.")
    int read(
            @Mixin Remote remote,
            @Parameters(paramLabel = "DEVICE") String device,
            @Parameters(paramLabel = "PART", description = "As show prints it, such as light/binarySwitch.")
                    String place)
            throws IOException {
        try (var hub = remote.open()) {
            say(book(remote, hub).read(device, place));
        }
        return 0;
    }

    @Command(name = "write", description = "Change values of a device; it returns after the device took them.")
    int write(
            @Mixin Remote remote,
            @Parameters(paramLabel = "DEVICE") String device,
            @Parameters(paramLabel = "PART") String place,
            @Parameters(paramLabel = "NAME=VALUE", arity = "1..*") Map<String, String> changes)
            throws IOException {
        var values = Value.Fields.EMPTY;
        for (var change : changes.entrySet()) values = values.with(change.getKey(), value(change.getValue()));
        try (var hub = remote.open()) {
            var book = book(remote, hub);
            book.write(device, place, values);
            say(book.read(device, place));
        }
        return 0;
    }

    @Command(name = "watch", description = "Print what a part of a device says whenever it changes, until Ctrl-C.")
    int watch(
            @Mixin Remote remote,
            @Parameters(paramLabel = "DEVICE") String device,
            @Parameters(paramLabel = "PART") String place,
            @Option(names = "--changes", paramLabel = "N", description = "End after this many lines.") @Nullable
                    Integer changes,
            @Option(
                            names = "--every",
                            paramLabel = "MILLISECONDS",
                            defaultValue = "1000",
                            description = "How often to look: ${DEFAULT-VALUE}.")
                    int everyMillis)
            throws IOException, InterruptedException {
        try (var hub = remote.open()) {
            var book = book(remote, hub);
            var last = Map.<String, Value>of();
            long renewal = System.nanoTime();
            for (int told = 0; changes == null || told < changes; ) {
                if (System.nanoTime() >= renewal) {
                    book.lookAt(device, place, LEASE)
                            .ifPresent(why -> note("the device is not asked to report: " + why));
                    renewal += LEASE.toNanos() / 2;
                }
                var part = book.read(device, place);
                if (!part.values().equals(last)) {
                    say(part);
                    last = part.values();
                    told++;
                } else Thread.sleep(everyMillis);
            }
        }
        return 0;
    }

    @Command(name = "waiting", description = "Print who asked to come in and is not allowed, such as lwm2m:lamp.")
    int waiting(@Mixin Settings settings) {
        roll(settings).waiting().forEach(this::say);
        return 0;
    }

    @Command(name = "allowed", description = "Print who may come in where only listed devices may.")
    int allowed(@Mixin Settings settings) {
        roll(settings).allowed().forEach(this::say);
        return 0;
    }

    @Command(name = "allow", description = "Let a device come in the next time it asks.")
    int allow(
            @Mixin Settings settings,
            @Parameters(paramLabel = "DEVICE", description = "As waiting prints it, such as lwm2m:lamp.")
                    String device) {
        roll(settings).allow(device);
        return 0;
    }

    @Command(name = "forbid", description = "Let a device in no more from its next message on; its resources stay.")
    int forbid(@Mixin Settings settings, @Parameters(paramLabel = "DEVICE") String device) {
        if (roll(settings).forbid(device)) return 0;
        throw new IllegalArgumentException(device + " was not allowed");
    }

    private static Roll roll(Settings settings) {
        return new Roll(Path.of(settings.read(List.of()).value(StoreKeys.DATA)));
    }

    private void say(String device) {
        say(Value.field("device", Value.of(device)), device);
    }

    private static DeviceBook book(Remote remote, Client hub) {
        return new DeviceBook(hub::send, remote.from(), RequestCommand.TYPES);
    }

    /** Written as JSON if it is some, and as a text otherwise. */
    private static Value value(String text) {
        try {
            return Json.STRICT.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (RuntimeException noJson) {
            return Value.of(text);
        }
    }

    private void say(DeviceBook.Part part) {
        var line = Value.field("part", Value.of(part.place()))
                .with("type", Value.of(part.type()))
                .with("values", new Value.Fields(part.values()));
        var values = part.values().entrySet().stream()
                .map(each -> "  " + each.getKey() + "=" + written(each.getValue()))
                .collect(Collectors.joining());
        var time = CLOCK.format(InstantSource.system().instant());
        say(line, time + "  " + part.place() + "  (" + part.type() + ")" + values);
    }

    private void say(Value.Fields line, String words) {
        out().println(json ? written(line) : words);
        out().flush();
    }

    private void note(String sentence) {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        spec.commandLine().getErr().println(sentence);
    }

    private static String written(Value value) {
        return value instanceof Value.Text(var text)
                ? text
                : new String(Json.STRICT.write(value), StandardCharsets.UTF_8);
    }

    private PrintWriter out() {
        if (spec == null) throw new IllegalStateException("the command line did not start this command");
        return spec.commandLine().getOut();
    }
}
