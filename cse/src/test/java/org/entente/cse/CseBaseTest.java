// SPDX-License-Identifier: Apache-2.0
package org.entente.cse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.Hub.ADMIN;
import static org.entente.model.ResultCode.OPERATION_NOT_ALLOWED;

import java.util.List;
import org.entente.cse.over.OverEveryBinding;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The root of the tree, which nobody but the CSE makes, changes or deletes. */
@OverEveryBinding
class CseBaseTest {
    private final Hub hub = new Hub();

    @AfterEach
    void close() {
        hub.close();
    }

    @Test
    @Spec({"TS-0004 §7.4.3.2.1", "TS-0004 §7.4.3.2.3", "TS-0004 §7.4.3.2.4"})
    void is_neither_created_nor_changed_nor_deleted() {
        var before = hub.stored("cse-in");

        assertThat(hub.create("cse-in", ADMIN, 5, "m2m:cb", "csi", "/other").code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.update("cse-in", ADMIN, "m2m:cb", "lbl", List.of("x")).code())
                .isEqualTo(OPERATION_NOT_ALLOWED);
        assertThat(hub.delete("cse-in", ADMIN).code()).isEqualTo(OPERATION_NOT_ALLOWED);

        assertThat(hub.stored("cse-in")).isEqualTo(before);
    }

    @Test
    @Spec({"TS-0004 §7.4.3.2.2", "TS-0001 §9.6.3"})
    void tells_who_it_is_and_what_it_speaks() {
        var shown = Hub.shown(hub.retrieve("cse-in", ADMIN));

        assertThat(shown.text("csi")).contains("/id-in");
        assertThat(shown.find("cst")).contains(Value.of(1));
        assertThat(shown.find("srv")).contains(Value.texts(List.of("2a", "3", "4", "5")));
        assertThat(shown.find("poa")).contains(Value.texts(List.of("http://127.0.0.1:8080")));
        assertThat(shown.find("csz")).contains(Value.texts(List.of("json", "cbor", "xml")));
        assertThat(shown.find("ctm")).isPresent();
    }
}
