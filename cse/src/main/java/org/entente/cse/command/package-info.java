// SPDX-License-Identifier: Apache-2.0
/** Runs management commands on the devices that nodes stand for. */
@NullMarked
package org.entente.cse.command;

import org.jspecify.annotations.NullMarked;
