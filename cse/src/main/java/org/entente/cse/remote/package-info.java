// SPDX-License-Identifier: Apache-2.0
/** Other CSEs: registration with them, and requests that are meant for them. TS-0001 §10.2.2.6, TS-0004 §7.3.2.6. */
@NullMarked
package org.entente.cse.remote;

import org.jspecify.annotations.NullMarked;
