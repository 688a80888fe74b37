// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.access.Policing.createBy;
import static org.entente.cse.access.Policing.retrieve;
import static org.entente.cse.access.Policing.rule;

import java.util.List;
import java.util.Set;
import org.entente.cse.Hub;
import org.entente.cse.access.AccessSettings.Strangers;
import org.entente.model.Refused;
import org.entente.model.ResultCode;
import org.entente.model.Spec;
import org.entente.model.primitive.Peer;
import org.entente.model.type.Container;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.Test;

/** What is permitted without a policy. */
class AccessSettingsTest {
    private static final int ALL = 63;
    private static final int RETRIEVE = 2;

    private final Policing hub = new Policing();

    @Test
    @Spec("TS-0003 §7.1.2")
    void refused_strangers_are_told_to_prove_who_they_are() {
        strangers(Strangers.REFUSED);
        hub.policy("acp", rule(List.of("all"), ALL));

        assertThat(hub.outcome(retrieve("CLight").withPeer(Peer.UNKNOWN), hub.box("acp")))
                .map(Refused::code)
                .contains(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
    }

    @Test
    @Spec("TS-0003 §7.1.2")
    void strangers_by_policy_get_what_policies_allow_and_no_more() {
        strangers(Strangers.BY_POLICY);
        hub.policy("acp", rule(List.of("all"), RETRIEVE));
        var own = ownOf("CLight");

        assertThat(hub.permits(retrieve("CLight").withPeer(Peer.UNKNOWN), hub.box("acp")))
                .isTrue();
        assertThat(hub.permits(retrieve("CLight").withPeer(Peer.UNKNOWN), own)).isFalse();
        assertThat(hub.permits(retrieve(Hub.ADMIN).withPeer(Peer.UNKNOWN), own)).isFalse();
    }

    @Test
    @Spec("TS-0003 §7.1.2")
    void believed_strangers_are_whom_they_say() {
        strangers(Strangers.BELIEVED);
        var own = ownOf("CLight");

        assertThat(hub.permits(retrieve("CLight").withPeer(Peer.UNKNOWN), own)).isTrue();
        assertThat(hub.permits(retrieve(Hub.ADMIN).withPeer(Peer.UNKNOWN), own)).isTrue();
    }

    @Test
    @Spec("TS-0001 §9.6.1.3.2")
    void administrator_may_do_everything() {
        hub.policy("acp", rule(List.of("CLight"), ALL));

        assertThat(hub.permits(retrieve(Hub.ADMIN), hub.box("acp"))).isTrue();
        assertThat(hub.permits(retrieve("/id-in/" + Hub.ADMIN), hub.box("acp"))).isTrue();
    }

    @Test
    @Spec("TS-0001 §9.6.1.3.2")
    void nobody_else_speaks_for_the_cse() {
        hub.policy("acp", rule(List.of("all"), ALL));
        var box = hub.box("acp");

        assertThat(hub.permits(retrieve("/id-in"), box)).isFalse();
        assertThat(hub.permits(retrieve("/id-in").withPeer(Peer.CSE), box)).isTrue();
    }

    @Test
    @Spec("TS-0001 §9.6.1.3.2")
    void base_grants_what_the_settings_say() {
        var operations = Set.of(AccessOperation.RETRIEVE, AccessOperation.CREATE);
        var grant = new AccessSettings.Grant(List.of("C*"), operations, Set.of(3, 9));
        hub.settings = new AccessSettings("", List.of(), List.of("*"), List.of(), List.of(grant), Strangers.BY_POLICY);

        assertThat(hub.permits(retrieve("CLight"), base())).isTrue();
        assertThat(hub.permits(createBy("CLight", 9, "m2m:grp"), base())).isTrue();
        assertThat(hub.permits(createBy("CLight", 1, "m2m:acp"), base())).isFalse();
        assertThat(hub.permits(retrieve("SMeter"), base())).isFalse();
        assertThat(hub.permits(retrieve("CLight").withPeer(Peer.UNKNOWN), base()))
                .isFalse();
    }

    @Test
    @Spec("TS-0004 §7.4.5.2.1")
    void ae_registers_if_the_settings_let_it() {
        hub.settings = new AccessSettings(
                "", List.of("CLight*"), List.of("Nlamp*"), List.of("/id-mn"), List.of(), Strangers.BY_POLICY);

        assertThat(hub.permits(createBy("CLight7", 2, "m2m:ae", "api", "Nlamp.v2"), base()))
                .isTrue();
        assertThat(hub.permits(createBy("CMeter", 2, "m2m:ae", "api", "Nlamp.v2"), base()))
                .isFalse();
        assertThat(hub.permits(createBy("CLight7", 2, "m2m:ae", "api", "Nmeter"), base()))
                .isFalse();
        assertThat(hub.permits(createBy("", 2, "m2m:ae", "api", "Nlamp"), base()))
                .isFalse();
        assertThat(hub.outcome(createBy("CLight7", 2, "m2m:ae", "api", "Nlamp").withPeer(Peer.UNKNOWN), base()))
                .map(Refused::code)
                .contains(ResultCode.ORIGINATOR_NOT_AUTHENTICATED);
    }

    @Test
    @Spec("TS-0001 §10.2.2.2")
    void ae_without_originator_asks_for_any_stem_with_c() {
        hub.settings = new AccessSettings("", List.of("C"), List.of("*"), List.of(), List.of(), Strangers.BY_POLICY);

        assertThat(hub.permits(createBy("", 2, "m2m:ae", "api", "Nlamp"), base()))
                .isTrue();
        assertThat(hub.permits(createBy("S", 2, "m2m:ae", "api", "Nlamp"), base()))
                .isFalse();
    }

    @Test
    @Spec("TS-0004 §7.4.4.2.1")
    void cse_registers_if_the_settings_name_it() {
        hub.settings =
                new AccessSettings("", List.of(), List.of("*"), List.of("/id-mn"), List.of(), Strangers.BY_POLICY);

        assertThat(hub.permits(createBy("/id-mn", 16, "m2m:csr"), base())).isTrue();
        assertThat(hub.permits(createBy("/id-other", 16, "m2m:csr"), base())).isFalse();
    }

    @Test
    @Spec("TS-0001 §9.6.1.3.2")
    void closed_settings_permit_nothing() {
        hub.settings = AccessSettings.CLOSED;

        assertThat(hub.permits(retrieve("CLight"), base())).isFalse();
        assertThat(hub.permits(createBy("CLight", 2, "m2m:ae", "api", "Nlamp"), base()))
                .isFalse();
        assertThat(hub.permits(createBy("/id-mn", 16, "m2m:csr"), base())).isFalse();
    }

    private Resource base() {
        return hub.store.view().byId("id-in").orElseThrow();
    }

    private Resource ownOf(String creator) {
        return hub.put(Container.TYPE, "cse-in", "own", "cntOwn", "_cby", creator);
    }

    private void strangers(Strangers strangers) {
        hub.settings = new AccessSettings(Hub.ADMIN, List.of(), List.of("*"), List.of(), List.of(), strangers);
    }
}
