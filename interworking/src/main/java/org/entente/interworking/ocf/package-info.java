// SPDX-License-Identifier: Apache-2.0
/** Devices of the Open Connectivity Foundation, found and asked by CoAP. OCF Core 2.2, TS-0024. */
@NullMarked
package org.entente.interworking.ocf;

import org.jspecify.annotations.NullMarked;
