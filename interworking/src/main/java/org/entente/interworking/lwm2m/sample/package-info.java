// SPDX-License-Identifier: Apache-2.0
/** A simulated LwM2M device that runs as a process of its own, for demonstrations, labs and tests. */
@NullMarked
package org.entente.interworking.lwm2m.sample;

import org.jspecify.annotations.NullMarked;
