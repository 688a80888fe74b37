// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

/**
 * A message of the broker.
 *
 * @param retained the broker kept it from before: what it says may be long over
 */
record Message(String topic, byte[] payload, boolean retained) {}
