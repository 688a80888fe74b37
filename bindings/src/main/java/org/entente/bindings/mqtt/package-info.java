// SPDX-License-Identifier: Apache-2.0
/** Primitives over MQTT: at a broker elsewhere, or at one inside this process. TS-0010. */
@NullMarked
package org.entente.bindings.mqtt;

import org.jspecify.annotations.NullMarked;
