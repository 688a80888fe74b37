// SPDX-License-Identifier: Apache-2.0
package org.entente.bench;

/** Figures that are measured together. A new group, say of another binding, has its line in {@link Bench}. */
@FunctionalInterface
interface RowGroup {
    void measure(Bed bed) throws Exception;
}
