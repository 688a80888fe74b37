// SPDX-License-Identifier: Apache-2.0
/** A simulated thing that speaks MQTT, for demonstrations, labs and tests. */
@NullMarked
package org.entente.interworking.mqtt.sample;

import org.jspecify.annotations.NullMarked;
