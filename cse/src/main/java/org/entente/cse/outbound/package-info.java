// SPDX-License-Identifier: Apache-2.0
/** Requests that leave the CSE: whom they may reach, how, and who must be asked first. */
@NullMarked
package org.entente.cse.outbound;

import org.jspecify.annotations.NullMarked;
