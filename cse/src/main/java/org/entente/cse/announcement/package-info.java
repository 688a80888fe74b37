// SPDX-License-Identifier: Apache-2.0
/** Resources that other CSEs know of: those of this CSE announced there, and those of others announced here. TS-0001 §9.6.26. */
@NullMarked
package org.entente.cse.announcement;

import org.jspecify.annotations.NullMarked;
