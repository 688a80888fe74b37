// SPDX-License-Identifier: Apache-2.0
/** Holds back what goes to other CSEs, as the policies of this CSE's node say. TS-0001 §D.12, TS-0004 §H. */
@NullMarked
package org.entente.cse.cmdh;

import org.jspecify.annotations.NullMarked;
