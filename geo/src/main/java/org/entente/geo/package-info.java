// SPDX-License-Identifier: Apache-2.0
/** How shapes on the earth lie to each other. */
@NullMarked
package org.entente.geo;

import org.jspecify.annotations.NullMarked;
