// SPDX-License-Identifier: Apache-2.0
/** What all bindings share: who is let in, and under which originator. */
@NullMarked
package org.entente.bindings.wire;

import org.jspecify.annotations.NullMarked;
