// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.cse.Hub.fields;
import static org.entente.model.ResultCode.*;

import java.util.List;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.entente.model.primitive.Response;
import org.entente.model.type.Attributes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The policies by which a gateway handles what it forwards, kept at its node for it to read. */
@OverEveryBinding
class CmdhTest {
    private final Hub hub = new Hub();

    @BeforeEach
    void prepare() {
        assertThat(hub.create("cse-in", ADMIN, 14, "m2m:nod", "rn", "node", "ni", "n1")
                        .code())
                .isEqualTo(CREATED);
    }

    @AfterEach
    void close() {
        hub.close();
    }

    private Response create(String root, int definition, Object... attributes) {
        var all = fields(attributes).with("mgd", Value.of(definition));
        return hub.send(Request.create("cse-in/node", ADMIN, 13, Value.field(root, all)));
    }

    private Response limits(int least, int most) {
        var times = List.of(least, most);
        return create(
                "m2m:cml",
                1016,
                "rn",
                "limits",
                "od",
                1,
                "ror",
                List.of("*"),
                "lec",
                List.of(2, 3),
                "lqet",
                times,
                "lset",
                times,
                "loet",
                times,
                "lrp",
                times,
                "lda",
                List.of(true, false));
    }

    private Response buffer(int priority) {
        return create("m2m:cmbf", 1019, "rn", "buffer", "aec", List.of(0), "mbfs", 100_000, "sgp", priority);
    }

    @Test
    @Spec({"TS-0004 §D.12.1", "TS-0004 §D.12.2"})
    void policy_of_a_gateway_is_kept_with_its_parts() {
        var buffer = Hub.text(buffer(3), "ri");
        var limits = Hub.text(limits(0, -1), "ri");
        var links = List.of(
                fields("nm", "cmdhBuffer", "typ", 1019, "val", buffer),
                fields("nm", "cmdhLimits", "typ", 1016, "val", limits));
        var policy = create("m2m:cmp", 1011, "rn", "policy", "cpn", "night", "cmlk", links);
        assertThat(policy.code()).as(policy.toString()).isEqualTo(CREATED);

        var active = create("m2m:acmp", 1012, "rn", "active", "acmlk", Hub.text(policy, "ri"));

        assertThat(active.code()).as(active.toString()).isEqualTo(CREATED);
        var shown = Hub.shown(hub.retrieve("cse-in/node/policy", ADMIN));
        assertThat(shown.text("cpn")).contains("night");
        assertThat(((Value.Items) shown.find("cmlk").orElseThrow()).values()).hasSize(2);
    }

    @Test
    @Spec("TS-0004 §D.12.9")
    void storage_priority_is_from_one_to_ten() {
        assertThat(buffer(11).code()).isEqualTo(BAD_REQUEST);
        assertThat(buffer(10).code()).isEqualTo(CREATED);
        assertThat(hub.update("cse-in/node/buffer", ADMIN, "m2m:cmbf", "sgp", 12)
                        .code())
                .isEqualTo(BAD_REQUEST);

        assertThat(hub.stored("cse-in/node/buffer").whole(Attributes.SGP, 0)).isEqualTo(10);
    }

    @Test
    @Spec("TS-0004 §D.12.6")
    void least_of_a_limit_is_not_above_its_most() {
        assertThat(limits(5000, 1000).code()).isEqualTo(BAD_REQUEST);
        assertThat(limits(-1, 1000).code()).isEqualTo(BAD_REQUEST);
        assertThat(limits(0, -2).code()).isEqualTo(BAD_REQUEST);
        assertThat(limits(1000, 5000).code()).isEqualTo(CREATED);

        assertThat(hub.stored("cse-in/node/limits").value(Attributes.LQET))
                .contains(Value.of(List.of(Value.of(1000), Value.of(5000))));
    }

    @Test
    @Spec("TS-0004 §D.12.5")
    void times_by_default_are_milliseconds_or_for_ever() {
        var refused =
                create("m2m:cmpv", 1015, "aec", List.of(0), "dqet", -2, "dset", 0, "doet", 0, "drp", 0, "dda", false);
        var kept =
                create("m2m:cmpv", 1015, "aec", List.of(0), "dqet", -1, "dset", 0, "doet", 0, "drp", 0, "dda", false);

        assertThat(refused.code()).isEqualTo(BAD_REQUEST);
        assertThat(Hub.whole(kept, "dqet")).isEqualTo(-1);
    }
}
