// SPDX-License-Identifier: Apache-2.0
/** LwM2M devices: registration, read, observe, write and execute over CoAP and DTLS. OMA LwM2M 1.0 and 1.1, TS-0014. */
@NullMarked
package org.entente.interworking.lwm2m;

import org.jspecify.annotations.NullMarked;
