// SPDX-License-Identifier: Apache-2.0
package org.entente.cse.over;

import java.util.List;

/** All ways in that a module has; a service, so that this module need not know the bindings. */
public interface WaysIn extends AutoCloseable {
    List<WayIn> all();

    @Override
    void close();
}
