// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

/** RETRIEVE of all members of a group by one request; the limit is what the members cost alone. */
final class GroupRows implements RowGroup {
    @Override
    public void measure(Bed bed) throws Exception {
        var alone = new Bed.Load("RETRIEVE of a member alone, one connection", Script.retrieves(1, Bed.SEED), 1, 0, 0);
        double single = bed.rate(alone).median();
        for (int members : Bed.GROUPS) {
            var client = new Client(bed.hub().port(), 1, Script.fanOut(Forest.group(members)));
            client.closed(bed.round());
            var perMember =
                    Rounds.of(bed.rounds(), _ -> client.closed(bed.round()).perSecond() * members);
            bed.card()
                    .rate(
                            0,
                            1,
                            "members in a second, RETRIEVE of a group of %,d, one connection; limit: one by one"
                                    .formatted(members),
                            perMember,
                            new Rounds(single));
        }
    }
}
