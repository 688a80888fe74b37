// SPDX-License-Identifier: Apache-2.0
/** JSON, CBOR and XML of primitives and resources, driven by the type tables. */
@NullMarked
package org.entente.codec;

import org.jspecify.annotations.NullMarked;
