// SPDX-License-Identifier: Apache-2.0
/** Filter criteria, discovery and what a response shows of a resource. TS-0004 §7.3.3.17. */
@NullMarked
package org.entente.cse.discovery;

import org.jspecify.annotations.NullMarked;
