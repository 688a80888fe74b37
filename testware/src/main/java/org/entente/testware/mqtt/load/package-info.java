// SPDX-License-Identifier: Apache-2.0
/** How much an MQTT broker bears, how fast, and what it loses. */
@NullMarked
package org.entente.testware.mqtt.load;

import org.jspecify.annotations.NullMarked;
