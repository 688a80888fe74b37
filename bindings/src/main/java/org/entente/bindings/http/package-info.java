// SPDX-License-Identifier: Apache-2.0
/** oneM2M over HTTP: the server, the client and the mapping that they share. TS-0009. */
@NullMarked
package org.entente.bindings.http;

import org.jspecify.annotations.NullMarked;
