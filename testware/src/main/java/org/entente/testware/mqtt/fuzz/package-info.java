// SPDX-License-Identifier: Apache-2.0
/** Sessions of MQTT for the fuzzer: made by rules, then changed. */
@NullMarked
package org.entente.testware.mqtt.fuzz;

import org.jspecify.annotations.NullMarked;
