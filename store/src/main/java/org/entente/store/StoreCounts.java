// SPDX-License-Identifier: Apache-2.0
package org.entente.store;

/**
 * What a store has done since it was opened.
 *
 * @param waiting changes whose turn has not come
 * @param changes those that were decided
 * @param batches how many transactions they took: each is one sync
 * @param hits look-ups that were answered from memory
 * @param misses look-ups that were not, or of what does not exist
 */
public record StoreCounts(int waiting, long changes, long batches, long hits, long misses) {}
