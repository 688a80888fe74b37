// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.entente.interworking.mqtt.Things;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThingKeysTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            things.broker-url=                                                       | things need things.broker-url
            things.broker-url=http://127.0.0.1                                       | must be such as mqtt://127.0.0.1:1883
            things.broker-url=mqtt://hub@127.0.0.1                                   | must be such as mqtt://127.0.0.1:1883
            things.broker-url=mqtt://127.0.0.1 things.broker-password-file=p         | needs things.broker-user
            things.broker-url=mqtts://127.0.0.1 things.certificates=c                | things.certificates and things.key need each other
            things.broker-url=mqtts://127.0.0.1 things.key=k                         | things.certificates and things.key need each other
            things.broker-url=mqtt://127.0.0.1 things.certificates=c things.key=k    | needs a things.broker-url that begins with mqtts
            """)
    void settings_that_contradict_each_other_stop_the_start_with_a_sentence(String settings, String sentence) {
        var all = new ArrayList<>(List.of("things.zigbee2mqtt=zigbee2mqtt"));
        all.addAll(Arrays.asList(settings.split(" ")));
        var config = Configuration.read(Optional.empty(), Map.of(), all);

        assertThatThrownBy(() -> ThingKeys.adapters(config, Things.NONE))
                .isInstanceOf(Configuration.Mistakes.class)
                .hasMessageContaining(sentence);
    }
}
