// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.http;

import org.entente.model.web.WebHandler;

/**
 * A part of the site that is not a resource of the CSE, such as the console.
 *
 * @param path exact, or with a slash at its end for all below it; a slash alone is the root, for whoever sends no primitive
 * @param open it judges by itself who may come in; otherwise the listener's admission holds
 */
public record Mount(String path, boolean open, WebHandler handler) {
    public Mount {
        if (!path.startsWith("/")) throw new IllegalArgumentException("a mount point starts with a slash: " + path);
    }

    boolean takes(String requestPath, boolean isPrimitive) {
        if (path.length() == 1) return requestPath.equals(path) && !isPrimitive;
        return path.endsWith("/")
                ? requestPath.startsWith(path)
                        || (path.length() == requestPath.length() + 1 && path.startsWith(requestPath))
                : requestPath.equals(path);
    }
}
