// SPDX-License-Identifier: Apache-2.0
/** A CSE as an application developer wants it: connect, register, create, discover, subscribe with a lambda. */
@NullMarked
package org.entente.client;

import org.jspecify.annotations.NullMarked;
