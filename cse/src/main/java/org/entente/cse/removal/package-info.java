// SPDX-License-Identifier: Apache-2.0
/** Targets that do not want to be notified any more, and the policies that decide about it. TS-0001 §10.2.10.8. */
@NullMarked
package org.entente.cse.removal;

import org.jspecify.annotations.NullMarked;
