// SPDX-License-Identifier: Apache-2.0
/** Micro-benchmarks and load generation. */
@NullMarked
package org.entente.bench;

import org.jspecify.annotations.NullMarked;
