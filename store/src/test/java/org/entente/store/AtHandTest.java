// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.entente.cse.store.Samples.*;

import java.nio.file.Path;
import org.entente.cse.store.NotAtHand;
import org.entente.cse.store.Write;
import org.entente.model.type.ResourceTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told without a look at the file. */
class AtHandTest {
    @TempDir
    Path folder = Path.of(".");

    @BeforeEach
    void prepare() {
        try (var store = open()) {
            store.commit(write(base(), new Write.Created(base())));
        }
    }

    private SqliteStore open() {
        return SqliteStore.open(folder, ResourceTypes.standard(), StoreSettings.DEFAULTS);
    }

    @Test
    void what_was_read_before() {
        try (var store = open()) {
            assertThatThrownBy(() -> store.atHand().byPath(base().path())).isInstanceOf(NotAtHand.class);

            assertThat(store.view().byPath(base().path())).isPresent();

            assertThat(store.atHand().byPath(base().path())).isPresent();
            assertThat(store.atHand().byId(base().ri())).isPresent();
        }
    }

    @Test
    void what_is_known_not_to_be_there() {
        try (var store = open()) {
            assertThatThrownBy(() -> store.atHand().byId("Cnobody")).isInstanceOf(NotAtHand.class);

            assertThat(store.view().byId("Cnobody")).isEmpty();

            assertThat(store.atHand().byId("Cnobody")).isEmpty();
        }
    }

    @Test
    void nothing_that_takes_a_search() {
        try (var store = open()) {
            assertThatThrownBy(() -> store.atHand().children(base().ri(), 3)).isInstanceOf(NotAtHand.class);
            assertThatThrownBy(() -> store.atHand().errands()).isInstanceOf(NotAtHand.class);
        }
    }
}
