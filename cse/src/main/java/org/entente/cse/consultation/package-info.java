// SPDX-License-Identifier: Apache-2.0
/** Asks authorization servers where no policy permits. */
@NullMarked
package org.entente.cse.consultation;

import org.jspecify.annotations.NullMarked;
