// SPDX-License-Identifier: Apache-2.0
/** The request pipeline of the common services entity, its procedures and its ports. */
@NullMarked
package org.entente.cse;

import org.jspecify.annotations.NullMarked;
