// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state and result of objects 5 and 9, and what oneM2M's status is then: 0 nothing, 1 done, 2 failed, 3 under way. */
class PackageObjectTest {
    @ParameterizedTest
    @Spec({"TS-0001 §D.2", "TS-0004 §6.3.4.2.36"})
    @CsvSource(textBlock = """
            0, 0, 0,
            1, 0, 3,
            2, 0, 0,
            3, 0, 3,
            0, 1, 1,
            0, 2, 2, not enough flash
            0, 3, 2, memory ran out
            0, 4, 2, connection was lost
            0, 5, 2, integrity check
            0, 6, 2, type of the package
            0, 7, 2, URI is invalid
            2, 8, 2, could not be updated
            0, 9, 2, protocol of its URI
            0, 10, 2, cancelled
            2, 11, 2, deferred
            0, 12, 2, result 12
            1, 5, 3, integrity check""")
    void firmware(long state, long result, long status, String reason) {
        check(PackageObject.FIRMWARE, state, result, status, reason);
    }

    @ParameterizedTest
    @Spec({"TS-0001 §D.3", "TS-0004 §6.3.4.2.36"})
    @CsvSource(textBlock = """
            0, 0, 0,
            1, 1, 3,
            2, 1, 3,
            3, 3, 0,
            4, 2, 1,
            0, 50, 2, not enough storage
            0, 51, 2, memory ran out
            0, 52, 2, connection was lost
            0, 53, 2, integrity check
            0, 54, 2, type of the package
            0, 56, 2, URI is invalid
            0, 57, 2, could not update
            3, 58, 2, could not be installed
            4, 59, 2, could not be uninstalled
            0, 200, 2, result 200""")
    void software(long state, long result, long status, String reason) {
        check(PackageObject.SOFTWARE, state, result, status, reason);
    }

    private static void check(PackageObject object, long state, long result, long status, String reason) {
        assertThat(object.status(state, result)).isEqualTo(status);
        if (reason == null) assertThat(object.failure(result)).isEmpty();
        else assertThat(object.failure(result)).get().asString().contains(reason);
    }

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
