// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.entente.codec.Serialization;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Primitives over a broker that is not ours. */
class MqttTest extends AtBroker {
    @TempDir
    private Path folder = Path.of(".");

    private Mosquitto broker() throws Exception {
        return keep(Mosquitto.start(folder));
    }

    @Nested
    class A_request {
        @ParameterizedTest
        @EnumSource(Serialization.class)
        @Spec("TS-0010 §6.5.4")
        void is_answered_in_its_own_serialization(Serialization serialization) throws Exception {
            var broker = broker();
            listen(broker.url(), TopicTrust.CLAIMED);
            var mca = mca(broker.url(), "CAe", serialization, MqttVersion.V3_1_1, AtBroker::deaf);

            for (int i = 0; i < 10; i++) {
                var response = mca.send(retrieve("r" + i));
                assertThat(response.code()).as(response.sentence()).isEqualTo(ResultCode.OK);
                assertThat(response.id()).isEqualTo("r" + i);
            }
            assertThat(requests).hasSize(10).allSatisfy(each -> {
                assertThat(each.from()).isEqualTo("CAe");
                assertThat(each.peer().authenticated()).isFalse();
                assertThat(each.peer().address()).isEmpty();
            });
        }

        @Test
        void may_come_by_mqtt_5() throws Exception {
            var broker = broker();
            listen(
                    broker.url(),
                    TopicTrust.CLAIMED,
                    new MqttListener.Settings(
                            CLIENT.withVersion(MqttVersion.V5), SETTINGS.duplicates(), SETTINGS.drain()));
            var mca = mca(broker.url(), "CAe", Serialization.JSON, MqttVersion.V5, AtBroker::deaf);

            assertThat(mca.send(retrieve("r1")).code()).isEqualTo(ResultCode.OK);
        }
    }
}
