// SPDX-License-Identifier: Apache-2.0
/** Polling channels, through which entities that cannot be reached fetch what is sent to them. TS-0001 §10.2.5.12. */
@NullMarked
package org.entente.cse.polling;

import org.jspecify.annotations.NullMarked;
