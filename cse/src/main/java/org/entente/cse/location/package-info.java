// SPDX-License-Identifier: Apache-2.0
/** Where things are, as their applications tell it, and the fences that they cross. TS-0001 §9.6.10, §10.2.9. */
@NullMarked
package org.entente.cse.location;

import org.jspecify.annotations.NullMarked;
