// SPDX-License-Identifier: Apache-2.0
package org.entente.testware.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.entente.testware.Result;
import org.entente.testware.Verdict;
import org.entente.testware.mqtt.MutantMatrix.Row;
import org.entente.testware.mqtt.wire.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every case for brokers against every mutant: which defects each case notices beside its own. */
class MatrixTest {
    private static MutantMatrix matrix(Version version) {
        return new MutantMatrix("mqtt-" + version.number());
    }

    private static List<Defect> defects(Version version) {
        return Arrays.stream(Defect.values())
                .filter(defect -> !defect.noticedIn(version).isEmpty())
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void kept_matrix_holds_every_mutant_noticed_by_its_purposes(Version version) throws IOException {
        matrix(version)
                .assertNames(defects(version).stream()
                        .map(defect -> new Row(
                                defect.name(),
                                defect.difference(),
                                defect.noticedIn(version).stream()
                                        .map(MatrixTest::brief)
                                        .toList()))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    @Tag("full")
    void kept_matrix_is_what_comes_out(Version version) throws Exception {
        matrix(version)
                .assertSame(defects(version).stream()
                        .map(defect -> (Callable<Row>) () -> judged(version, defect))
                        .toList());
    }

    private static Row judged(Version version, Defect defect) throws IOException {
        var failed = new ArrayList<String>();
        for (var id : SelfProofTest.bound(version)) {
            // A case that kills the broker must not keep the others from it.
            try (var broker = ReferenceBroker.startFor(id, address(defect), defect)) {
                SelfProofTest.runMutant(BrokerSuite.of(version, broker.endpoint()), Set.of(id)).results().stream()
                        .filter(result -> result.verdict() == Verdict.FAIL)
                        .map(Result::purpose)
                        .forEach(purpose -> failed.add(brief(purpose.id())));
            }
        }
        return new Row(defect.name(), defect.difference(), failed);
    }

    /** Of its own for each defect: the system keeps the port of an ended connection for a minute, and has 28,000. */
    private static InetAddress address(Defect defect) throws IOException {
        int number = List.of(Defect.values()).indexOf(defect) + 1;
        return InetAddress.getByAddress(new byte[] {127, 1, (byte) (number >> 8), (byte) number});
    }

    private static String brief(String id) {
        return id.replace("TP_MQTT_BROKER_", "")
                .replace("ENT_MQTT_BROKER_", "ENT:")
                .replace("ENT_MQTT5_BROKER_", "");
    }
}
