// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.entente.model.type.ResourceTypes;
import org.entente.store.SqliteStore;
import org.entente.store.StoreSettings;

/**
 * The limit of a CREATE: commits of the same plans without a protocol. Argument: a data folder. Each line of the input
 * asks for a round: threads, number of containers, milliseconds; the answer is commits in a second.
 */
public final class StoreRounds {
    private static final long SEED = 815;

    private StoreRounds() {}

    public static void main(String[] arguments) throws Exception {
        try (var store = SqliteStore.open(Path.of(arguments[0]), ResourceTypes.standard(), StoreSettings.DEFAULTS);
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("open");
            long seed = SEED;
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                var asked = line.split(" ", -1);
                int threads = Integer.parseInt(asked[0]);
                int containers = Integer.parseInt(asked[1]);
                long from = seed += threads;
                var randoms = IntStream.range(0, threads)
                        .mapToObj(i -> new SplittableRandom(from + i))
                        .toList();
                double rate = Load.perSecond(
                        threads,
                        Duration.ofMillis(Long.parseLong(asked[2])),
                        i -> store.commit(Forest.append(Forest.id(randoms.get(i).nextInt(containers)))));
                System.out.println("rate " + rate);
            }
        }
    }
}
