// SPDX-License-Identifier: Apache-2.0
/** Collects who did what, for those who asked for it. */
@NullMarked
package org.entente.cse.statistics;

import org.jspecify.annotations.NullMarked;
