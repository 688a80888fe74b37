// SPDX-License-Identifier: Apache-2.0
/** WebSocket down to the byte, right or wrong, for testers of what runs over it. RFC 6455. */
@NullMarked
package org.entente.testware.websocket;

import org.jspecify.annotations.NullMarked;
