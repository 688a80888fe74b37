// SPDX-License-Identifier: Apache-2.0
/** The oneM2M vocabulary: attributes, resource types, primitives, response codes, addresses and the one interface Mca. */
@NullMarked
package org.entente.model;

import org.jspecify.annotations.NullMarked;
