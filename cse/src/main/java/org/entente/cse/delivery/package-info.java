// SPDX-License-Identifier: Apache-2.0
/** Takes over requests from CSEs, and brings them to where they are meant for. */
@NullMarked
package org.entente.cse.delivery;

import org.jspecify.annotations.NullMarked;
