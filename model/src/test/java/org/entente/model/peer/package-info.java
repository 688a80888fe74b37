// SPDX-License-Identifier: Apache-2.0
/** Programs of others that the tests of several modules meet. */
@NullMarked
package org.entente.model.peer;

import org.jspecify.annotations.NullMarked;
