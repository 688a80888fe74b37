// SPDX-License-Identifier: Apache-2.0
/** The tests of the core over every binding: the same primitive, the same answer. */
@NullMarked
package org.entente.cse.over;

import org.jspecify.annotations.NullMarked;
