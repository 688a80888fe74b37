// SPDX-License-Identifier: Apache-2.0
/** A simulated Modbus device, for demonstrations, labs and tests. */
@NullMarked
package org.entente.interworking.modbus.sample;

import org.jspecify.annotations.NullMarked;
