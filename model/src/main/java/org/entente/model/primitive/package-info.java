// SPDX-License-Identifier: Apache-2.0
/** Requests and responses as TS-0004 §7.2 has them, and the one interface that they cross: {@code Mca}. */
@NullMarked
package org.entente.model.primitive;

import org.jspecify.annotations.NullMarked;
