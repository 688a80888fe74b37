// SPDX-License-Identifier: Apache-2.0
/** Tells others what time it is here. TS-0001 Release 4 (timeSyncBeacon). */
@NullMarked
package org.entente.cse.beacon;

import org.jspecify.annotations.NullMarked;
