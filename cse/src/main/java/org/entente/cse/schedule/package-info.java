// SPDX-License-Identifier: Apache-2.0
/** Recurring times, and what they open and close. TS-0004 §7.4.9. */
@NullMarked
package org.entente.cse.schedule;

import org.jspecify.annotations.NullMarked;
