// SPDX-License-Identifier: Apache-2.0
package org.entente.model.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, whichever server took it.
 *
 * @param path decoded path, starting with a slash
 * @param query decoded query parameters in order
 * @param headers by lower-case name
 * @param originator whom the server authenticated the sender as, empty if nobody
 */
public record WebRequest(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        byte[] body,
        Optional<String> originator) {

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(List::getFirst);
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }
}
