// SPDX-License-Identifier: Apache-2.0
/** The port behind which resources last: what a store is asked, what it is told, and in what steps. */
@NullMarked
package org.entente.cse.store;

import org.jspecify.annotations.NullMarked;
