// SPDX-License-Identifier: Apache-2.0
/** Who this CSE is, what an address means to it, and the identifiers it gives. TS-0001 §7. */
@NullMarked
package org.entente.cse.address;

import org.jspecify.annotations.NullMarked;
