// SPDX-License-Identifier: Apache-2.0
/** Judges MQTT brokers, byte by byte. */
@NullMarked
package org.entente.testware.mqtt.wire;

import org.jspecify.annotations.NullMarked;
