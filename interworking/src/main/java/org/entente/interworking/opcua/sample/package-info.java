// SPDX-License-Identifier: Apache-2.0
/** A pump that speaks OPC UA, for the demo and for trying things out. */
@NullMarked
package org.entente.interworking.opcua.sample;

import org.jspecify.annotations.NullMarked;
