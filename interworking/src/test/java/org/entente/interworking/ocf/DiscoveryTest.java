// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.entente.interworking.FakeCse;
import org.entente.interworking.Interworking;
import org.entente.interworking.InterworkingSettings;
import org.entente.interworking.MappingReader;
import org.entente.interworking.Roll;
import org.entente.interworking.Types;
import org.entente.interworking.ocf.sample.SampleLight;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Multicast over a pair of virtual cables into a network namespace, so that nothing leaves this machine. The namespace has
 * no name: it ends with the light, which ends with this program, and takes the cables along even if this program is killed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DiscoveryTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long mark = ProcessHandle.current().pid();
    private final String here = "oh" + mark;
    private final String there = "ot" + mark;
    private final List<AutoCloseable> opened = new ArrayList<>();

    private FakeCse cse = new FakeCse(Types.ALL);
    private Optional<Interworking> engine = Optional.empty();

    @BeforeAll
    void lay() throws Exception {
        assumeTrue(
                runs("unshare", "--net", "ip", "link"),
                "no network namespace can be made here (root and ip are needed); multicast is not tried");
        var net = freeNet();
        var light = lightOf(net + "2");
        var inside = Long.toString(light.pid());
        assertRuns("ip", "link", "add", here, "type", "veth", "peer", "name", there, "netns", inside);
        assertRuns("ip", "addr", "add", net + "1/24", "dev", here);
        assertRuns("ip", "link", "set", here, "up");
        assertRuns("nsenter", "--net", "-t", inside, "ip", "addr", "add", net + "2/24", "dev", there);
        assertRuns("nsenter", "--net", "-t", inside, "ip", "link", "set", there, "up");
        light.outputWriter().append('\n').flush();
        assertThat(light.inputReader().readLine()).isEqualTo(LightInNamespace.READY);
    }

    @BeforeEach
    void nothing_is_known() {
        cse = new FakeCse(Types.ALL);
    }

    @AfterEach
    void stop() {
        engine.ifPresent(Interworking::close);
    }

    @AfterAll
    void clear() throws Exception {
        for (var each : opened.reversed()) each.close();
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void assertRuns(String... command) throws InterruptedException {
        assertThat(runs(command)).as(String.join(" ", command)).isTrue();
    }

    /** One of the networks that are kept for tests between devices [RFC 2544 C.2.2] and that no other run has now. */
    private String freeNet() throws SocketException {
        var taken = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .map(InetAddress::getHostAddress)
                .toList();
        return LongStream.range(mark, mark + 512)
                .mapToObj(each -> "198.%d.%d.".formatted(18 + each / 256 % 2, each % 256))
                .filter(net -> taken.stream().noneMatch(address -> address.startsWith(net)))
                .findFirst()
                .orElseThrow();
    }

    /** The light in a namespace of its own, where it waits for a line before it looks for its network interface. */
    private Process lightOf(String address) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var light = new ProcessBuilder(
                        "unshare",
                        "--net",
                        "sh",
                        "-c",
                        "echo apart; read go; exec \"$@\"",
                        "sh",
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        LightInNamespace.class.getName(),
                        address,
                        there)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        opened.add(light::destroyForcibly);
        assertThat(light.inputReader().readLine()).isEqualTo("apart");
        return light;
    }

    private void seeking(Stations described, boolean strangers, Optional<Roll> roll) {
        var seeker = new Interworking(InterworkingSettings.DEFAULT, cse, cse.access(), Clock.systemUTC(), roll);
        var settings =
                new OcfSettings(described, List.of(here), Duration.ofMillis(500), strangers, Duration.ofSeconds(10));
        var mapping = new MappingReader(Types.ALL).shipped("ocf");
        engine = Optional.of(seeker);
        seeker.start();
        seeker.attach(new OcfAdapter(settings, mapping), mapping);
    }

    @Test
    void light_is_found_and_typed() {
        seeking(Stations.NONE, true, Optional.empty());

        await().atMost(PATIENCE)
                .until(() -> cse.find(SampleLight.DI + "/light/binarySwitch").isPresent());
        assertThat(cse.text(SampleLight.DI, "lbl")).contains("Iwked-Technology:OCF");
    }

    @Test
    void light_that_is_described_by_its_identifier_has_the_name_of_the_description() {
        var station = new Stations.Station(
                "hall", Optional.empty(), Optional.of(SampleLight.DI), Optional.empty(), Duration.ofSeconds(30));

        seeking(new Stations(List.of(station)), false, Optional.empty());

        await().atMost(PATIENCE).until(() -> cse.find("hall/light/binarySwitch").isPresent());
    }

    @Test
    void light_that_is_not_allowed_waits_until_it_is(@TempDir Path folder) {
        var roll = new Roll(folder);
        seeking(Stations.NONE, true, Optional.of(roll));
        await().atMost(PATIENCE).until(() -> roll.waiting().contains("ocf:" + SampleLight.DI));
        assertThat(cse.find(SampleLight.DI)).isEmpty();

        roll.allow("ocf:" + SampleLight.DI);

        await().atMost(PATIENCE)
                .until(() -> cse.find(SampleLight.DI + "/light/binarySwitch").isPresent());
    }
}
