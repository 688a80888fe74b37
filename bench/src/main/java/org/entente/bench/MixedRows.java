// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.util.Optional;

/** What an ordinary day looks like: mostly reading, some creating, now and then a search. */
final class MixedRows implements RowGroup {
    @Override
    public void measure(Bed bed) throws Exception {
        var scripts = Script.mixed(Math.min(10_000, bed.size()), Bed.SEED);
        var what = "mixed: 7 RETRIEVE, 2 CREATE, 1 discovery of 20";
        var rates = bed.rate(new Bed.Load(what, scripts));
        bed.steady(what, scripts, rates.median() / 2, Optional.empty());
    }
}
