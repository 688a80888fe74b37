// SPDX-License-Identifier: Apache-2.0
/** The hub's devices, of whatever standard, as the address space of an OPC UA server. OPC 10000. */
@NullMarked
package org.entente.interworking.opcua.server;

import org.jspecify.annotations.NullMarked;
