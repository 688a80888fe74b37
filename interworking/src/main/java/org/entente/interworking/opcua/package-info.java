// SPDX-License-Identifier: Apache-2.0
/** OPC UA servers as devices: browsed, typed by their companion specifications, observed and written. OPC 10000. */
@NullMarked
package org.entente.interworking.opcua;

import org.jspecify.annotations.NullMarked;
