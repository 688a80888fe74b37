// SPDX-License-Identifier: Apache-2.0
/** Durable storage of resources behind the port of the CSE. */
@NullMarked
package org.entente.store;

import org.jspecify.annotations.NullMarked;
