// SPDX-License-Identifier: Apache-2.0
/** Primitives over CoAP: UDP, DTLS, and block by block where they are large. TS-0008. */
@NullMarked
package org.entente.bindings.coap;

import org.jspecify.annotations.NullMarked;
