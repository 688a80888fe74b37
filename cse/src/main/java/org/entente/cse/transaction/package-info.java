// SPDX-License-Identifier: Apache-2.0
/** Requests that happen all or not at all, on one CSE or several. TS-0001 §6.2.13, §10.2.18. */
@NullMarked
package org.entente.cse.transaction;

import org.jspecify.annotations.NullMarked;
