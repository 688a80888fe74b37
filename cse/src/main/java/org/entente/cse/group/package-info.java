// SPDX-License-Identifier: Apache-2.0
/** Groups: what their members are, and how one request reaches them all. TS-0004 §7.4.13, §7.4.14. */
@NullMarked
package org.entente.cse.group;

import org.jspecify.annotations.NullMarked;
