// SPDX-License-Identifier: Apache-2.0
package org.entente.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimestampTest {
    @Test
    @Spec("TS-0004 §6.3.3")
    void time_beyond_the_last_year_is_not_one_of_the_past() {
        assertThat(Timestamp.text(Instant.parse("+12025-06-01T00:00:00Z"))).isEqualTo("99991231T235959,999999");
    }
}
