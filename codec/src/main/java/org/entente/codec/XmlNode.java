// SPDX-License-Identifier: Apache-2.0
package org.entente.codec;

import java.util.List;
import java.util.Map;

/**
 * An element.
 *
 * @param name with the prefix that the specification gives its namespace
 * @param text all its text that stands between no children
 */
record XmlNode(String name, Map<String, String> attributes, List<XmlNode> children, String text) {

    boolean isEmpty() {
        return attributes.isEmpty() && children.isEmpty() && text.isEmpty();
    }
}
