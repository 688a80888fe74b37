// SPDX-License-Identifier: Apache-2.0
/** The port behind which shapes on the earth are compared, and what a shape is. TS-0001 §9.6.1.3.2 (location). */
@NullMarked
package org.entente.cse.geo;

import org.jspecify.annotations.NullMarked;
