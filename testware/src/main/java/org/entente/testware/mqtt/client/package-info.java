// SPDX-License-Identifier: Apache-2.0
/** Judges MQTT clients: the tester is the broker, and an adapter tells the client what to do. */
@NullMarked
package org.entente.testware.mqtt.client;

import org.jspecify.annotations.NullMarked;
