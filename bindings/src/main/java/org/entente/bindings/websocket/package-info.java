// SPDX-License-Identifier: Apache-2.0
/** Primitives over WebSocket, both ways over one connection. TS-0020. */
@NullMarked
package org.entente.bindings.websocket;

import org.jspecify.annotations.NullMarked;
