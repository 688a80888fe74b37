// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.ocf;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Where a resource is asked for.
 *
 * @param href its path, with a slash in front
 * @param view the interface by which it is seen, such as {@code oic.if.baseline}; empty for the resource's own choice
 */
record Spot(InetSocketAddress address, boolean secure, String href, Optional<String> view) {
    Spot with(String other) {
        return new Spot(address, secure, href, Optional.of(other));
    }
}
