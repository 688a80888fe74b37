// SPDX-License-Identifier: Apache-2.0
package org.entente.app;

import java.util.Arrays;
import java.util.Random;

/** A few bytes of a valid message changed, cut or doubled, so that lengths lie. */
final class Mutation {
    private static final int MOST_CHANGES = 4;

    private Mutation() {}

    /** @param least how many bytes remain in any case */
    static byte[] of(byte[] valid, int least, Random random) {
        var bytes = valid.clone();
        for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = Arrays.copyOf(bytes, Math.max(least, at));
                case 3 -> random.nextBytes(bytes);
                default -> bytes = doubled(bytes, at);
            }
        }
        return bytes;
    }

    private static byte[] doubled(byte[] bytes, int from) {
        var longer = Arrays.copyOf(bytes, bytes.length + 4);
        System.arraycopy(bytes, from, longer, Math.min(from + 4, longer.length - 1), bytes.length - from - 1);
        return longer;
    }
}
