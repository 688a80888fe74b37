// SPDX-License-Identifier: Apache-2.0
/** The protocol bindings: listener, mapping and client side of each. */
@NullMarked
package org.entente.bindings;

import org.jspecify.annotations.NullMarked;
