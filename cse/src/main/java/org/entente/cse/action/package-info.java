// SPDX-License-Identifier: Apache-2.0
/** Requests that the CSE sends when a condition holds, and processes made of them. TS-0001 Release 4 (action, processManagement). */
@NullMarked
package org.entente.cse.action;

import org.jspecify.annotations.NullMarked;
