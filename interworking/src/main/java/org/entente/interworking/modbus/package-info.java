// SPDX-License-Identifier: Apache-2.0
/** Modbus devices over TCP, by register maps that are data. MODBUS Application Protocol 1.1b3, TS-0040. */
@NullMarked
package org.entente.interworking.modbus;

import org.jspecify.annotations.NullMarked;
