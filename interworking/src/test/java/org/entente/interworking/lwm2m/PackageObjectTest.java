// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from objects 5 and 9 by themselves. */
class PackageObjectTest {
    @Test
    void active_status_of_software_is_its_activation_state() {
        assertThat(PackageObject.SOFTWARE.statuses("9/1", Map.of("9/1/12", Value.of(true))))
                .containsEntry("9/1/active", Value.of(1));
        assertThat(PackageObject.SOFTWARE.statuses("9/1", Map.of("9/1/12", Value.of(false))))
                .containsEntry("9/1/active", Value.of(0));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            5/0/1,   FIRMWARE
            9/3/3,   SOFTWARE
            5/0/0,
            3303/0/5700,
            5,
            9/0/3/1,""")
    void address_of_a_package_is_known_by_its_path(String path, PackageObject object) {
        assertThat(PackageObject.addressed(path).orElse(null)).isEqualTo(object);
    }
}
