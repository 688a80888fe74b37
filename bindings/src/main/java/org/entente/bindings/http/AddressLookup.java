// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The addresses that a host's name leads to, as far as they may be contacted. */
@FunctionalInterface
public interface AddressLookup {

    /** Every machine; for a program that its user sends where they want. */
    AddressLookup ANY = host -> List.of(InetAddress.getAllByName(host));

    /** @throws UnknownHostException if there is none, or one that may not be contacted */
    List<InetAddress> addresses(String host) throws UnknownHostException;
}
