// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.store;

import org.entente.model.Value;

/**
 * Something that the CSE has promised itself to do, at once or later: it lasts until it is struck off. There is one of
 * each kind about a resource; it stays when the resource goes.
 *
 * @param about the {@code ri} of the resource that it is about
 * @param kind whose duty it is, such as {@code announcement}
 * @param due from when on it is to be done, as a oneM2M time
 * @param details what else has to be known to do it
 */
public record Errand(String about, String kind, String due, Value.Fields details) {}
