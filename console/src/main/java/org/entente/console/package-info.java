// SPDX-License-Identifier: Apache-2.0
/** The web pages of the hub and their one handler. */
@NullMarked
package org.entente.console;

import org.jspecify.annotations.NullMarked;
