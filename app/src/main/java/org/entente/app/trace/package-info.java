// SPDX-License-Identifier: Apache-2.0
/** The recorder of primitives, and how it shows them. */
@NullMarked
package org.entente.app.trace;

import org.jspecify.annotations.NullMarked;
