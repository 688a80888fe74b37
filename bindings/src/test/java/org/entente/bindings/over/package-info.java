// SPDX-License-Identifier: Apache-2.0
/** Every binding in every serialization, for the tests of the core. */
@NullMarked
package org.entente.bindings.over;

import org.jspecify.annotations.NullMarked;
