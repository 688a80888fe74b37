// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.OptionalDouble;
import org.eclipse.leshan.core.node.LwM2mNode;
import org.eclipse.leshan.core.node.LwM2mPath;
import org.eclipse.leshan.core.node.LwM2mSingleResource;
import org.eclipse.leshan.core.util.datatype.ULong;
import org.entente.interworking.Pace;
import org.entente.model.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodesTest {
    private static Value read(LwM2mNode node) {
        return Nodes.values(new LwM2mPath("/3/0/13"), node).values().iterator().next();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T10:30:00Z, '20261122T103000,000000'",
        "9999-12-31T23:59:59Z, '99991231T235959,000000'",
        "+58852-11-05T01:46:40Z, +58852-11-05T01:46:40Z",
        "-0001-12-31T00:00:00Z, -0001-12-31T00:00:00Z"
    })
    void time_is_never_another_than_the_device_says(Instant said, String shown) {
        var node = LwM2mSingleResource.newDateResource(13, Date.from(said));

        assertThat(read(node)).isEqualTo(Value.of(shown));
    }

    @Test
    void unsigned_number_is_a_number_as_long_as_it_is_one_of_ours() {
        var largest = LwM2mSingleResource.newUnsignedIntegerResource(13, ULong.valueOf(Long.MAX_VALUE));
        var beyond = LwM2mSingleResource.newUnsignedIntegerResource(13, ULong.valueOf("9223372036854775808"));

        assertThat(read(largest)).isEqualTo(Value.of(Long.MAX_VALUE));
        assertThat(read(beyond)).isEqualTo(Value.of("9223372036854775808"));
    }

    @ParameterizedTest
    @CsvSource({
        "PT10S, PT1H, pmin=10&pmax=3600",
        "PT0.5S, PT0.5S, pmin=1&pmax=1",
        "PT1.5S, PT1.9S, pmin=2&pmax=2",
        "PT2S, PT3.9S, pmin=2&pmax=3"
    })
    void pace_is_told_in_whole_seconds_and_never_faster(Duration least, Duration most, String told) {
        var pace = new Pace(
                Optional.of(least),
                Optional.of(most),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());

        assertThat(String.join("&", Attributes.of(pace).toQueryParams())).isEqualTo(told);
    }
}
