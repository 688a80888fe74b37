// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import java.util.Optional;

/**
 * A message that the broker has brought.
 *
 * @param sender what our own broker says of who sent it; empty at any other
 * @param acknowledge the broker forgets the message after it, and would bring it again without
 */
record Arrival(String topic, byte[] payload, Optional<String> sender, Runnable acknowledge) {}
