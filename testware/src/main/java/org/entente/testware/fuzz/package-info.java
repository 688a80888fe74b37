// SPDX-License-Identifier: Apache-2.0
/** Sends an endpoint what nobody expects, and finds out which session brought it down. */
@NullMarked
package org.entente.testware.fuzz;

import org.jspecify.annotations.NullMarked;
