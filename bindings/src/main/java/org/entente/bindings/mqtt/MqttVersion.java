// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

/** What is spoken to a broker: TS-0010 knows 3.1.1 alone, 5 is our extension. */
public enum MqttVersion {
    V3_1_1,
    V5
}
