// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.entente.cse.store.Samples.*;
import static org.entente.model.type.Attributes.*;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.entente.cse.store.Change;
import org.entente.cse.store.Outcome;
import org.entente.cse.store.View;
import org.entente.model.Value;
import org.entente.model.type.Resource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a change sees of the changes before it in its batch. */
class InTurnTest {
    /** More than one look at the file gives. */
    private static final int KEPT = 300;

    private final Resource base = base();
    private final Resource box = container(base, "box");

    @TempDir
    Path folder = Path.of(".");

    @BeforeEach
    void fill() {
        try (var store = LastingTest.open(folder)) {
            store.commit(create(base, box));
            IntStream.rangeClosed(1, KEPT).forEach(i -> store.commit(append(box.ri(), "v" + i)));
        }
    }

    private Change labelled(int number) {
        var before = instance(box, number, "v" + number);
        return update(before, before.with(LBL, Value.texts(List.of("seen"))));
    }

    private List<String> contents(View view, boolean newestFirst) {
        try (var instances = view.instances(box.ri(), newestFirst)) {
            return instances.map(each -> each.text(CON).orElseThrow()).toList();
        }
    }

    private static List<String> upTo(int last, int... gone) {
        return IntStream.rangeClosed(1, last)
                .filter(i -> IntStream.of(gone).noneMatch(each -> each == i))
                .mapToObj(i -> "v" + i)
                .toList();
    }

    private void demandOrder(boolean isFlushed) throws Exception {
        try (var store = LastingTest.open(folder)) {
            Future<Outcome> seen;
            try (var batch = new OneBatch(store)) {
                seen = batch.with(labelled(1))
                        .with(labelled(200))
                        .with(labelled(KEPT))
                        .with(delete(instance(box, 150, "v150")))
                        .with(append(box.ri(), "v301"))
                        .with(append(box.ri(), "v302"))
                        .with(delete(instance(box, 301, "v301")))
                        .next(view -> {
                            if (isFlushed) view.expired(BEGIN, 1);
                            assertOrder(view);
                            return Outcome.of(base);
                        });
            }
            assertThat(seen.get().subject()).isEqualTo(base);
            assertOrder(store.view());
        }
    }

    private void assertOrder(View view) {
        var expected = upTo(302, 150, 301);
        assertThat(contents(view, false)).isEqualTo(expected);
        assertThat(contents(view, true)).isEqualTo(expected.reversed());
    }

    @Test
    void instances_that_it_touched_stand_where_they_did() throws Exception {
        demandOrder(false);
    }

    @Test
    void instances_stand_in_their_order_when_they_are_in_the_file_already_too() throws Exception {
        demandOrder(true);
    }
}
