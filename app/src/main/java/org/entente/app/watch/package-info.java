// SPDX-License-Identifier: Apache-2.0
/** How long requests take and what they wait for. */
@NullMarked
package org.entente.app.watch;

import org.jspecify.annotations.NullMarked;
