// SPDX-License-Identifier: Apache-2.0
/** The port to whoever understands descriptors. */
@NullMarked
package org.entente.cse.semantics;

import org.jspecify.annotations.NullMarked;
