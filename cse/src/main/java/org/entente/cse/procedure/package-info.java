// SPDX-License-Identifier: Apache-2.0
/** What each resource type does beyond its table, one file a type. TS-0004 §7.4. */
@NullMarked
package org.entente.cse.procedure;

import org.jspecify.annotations.NullMarked;
