// SPDX-License-Identifier: Apache-2.0
/** What all bindings share: who is let in, under which originator, and how addresses and values are written. */
@NullMarked
package org.entente.bindings.wire;

import org.jspecify.annotations.NullMarked;
