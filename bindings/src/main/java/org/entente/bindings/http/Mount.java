// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import org.entente.model.web.WebHandler;

/**
 * A part of the site that is not a resource of the CSE, such as the console.
 *
 * @param path exact, or with a slash at its end for all below it
 * @param open it judges by itself who may come in; otherwise the listener's admission holds
 */
public record Mount(String path, boolean open, WebHandler handler) {
    public Mount {
        if (!path.startsWith("/") || path.length() < 2)
            throw new IllegalArgumentException("a mount point starts with a slash and a name: " + path);
    }

    boolean takes(String requestPath) {
        return path.endsWith("/")
                ? requestPath.startsWith(path) || path.equals(requestPath + "/")
                : requestPath.equals(path);
    }
}
