// SPDX-License-Identifier: Apache-2.0
/** Subscriptions to several resources together: their windows, and their ties to the subscriptions they stand on. TS-0001 §9.6.58. */
@NullMarked
package org.entente.cse.cross;

import org.jspecify.annotations.NullMarked;
