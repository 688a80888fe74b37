// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.util.Optional;

/**
 * A normative statement of a standard, in our own words.
 *
 * @param binds whom it obliges, such as {@code server}
 * @param untested why no purpose rests on it, if none does
 */
public record Statement(String id, String binds, String text, Optional<String> untested) {}
