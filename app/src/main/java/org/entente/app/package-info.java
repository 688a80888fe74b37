// SPDX-License-Identifier: Apache-2.0
/** The program: commands, configuration and wiring of all modules. */
@NullMarked
package org.entente.app;

import org.jspecify.annotations.NullMarked;
