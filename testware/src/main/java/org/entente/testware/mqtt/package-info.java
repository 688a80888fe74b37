// SPDX-License-Identifier: Apache-2.0
/** Judges MQTT brokers, byte by byte. */
@NullMarked
package org.entente.testware.mqtt;

import org.jspecify.annotations.NullMarked;
