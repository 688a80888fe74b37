// SPDX-License-Identifier: Apache-2.0
/** Things that speak MQTT in a language of their own: topics and payloads described by data, and zigbee2mqtt. TS-0033. */
@NullMarked
package org.entente.interworking.mqtt;

import org.jspecify.annotations.NullMarked;
