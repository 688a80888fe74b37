// SPDX-License-Identifier: Apache-2.0
/** Completes and shortens primitives for entities that want to send and receive less. */
@NullMarked
package org.entente.cse.profile;

import org.jspecify.annotations.NullMarked;
