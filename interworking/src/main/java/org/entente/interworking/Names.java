// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.List;

/**
 * What the resources of a device are called; the same for life, so that a device that comes back finds them again.
 *
 * @param ae the resource name of its AE
 */
record Names(String ae) {
    /** Stands for the CSEBase's own name. TS-0001 §7.2. */
    static final String BASE = "-";

    private static final int LONGEST = 60;

    /** What a device may be called, best first: its own name, and what tells it from one of another standard. */
    static List<Names> wishes(String standard, String device) {
        var plain = of(device);
        var further = plain.ae + "-" + standard;
        return List.of(
                plain,
                new Names(further),
                new Names(further + "-" + Integer.toHexString((standard + ":" + device).hashCode())));
    }

    /** One that had to be changed carries a mark of the whole. */
    static Names of(String device) {
        var clean = device.replaceAll("[^A-Za-z0-9._-]", "-");
        if (clean.startsWith("-") || clean.startsWith(".")) clean = "d" + clean;
        if (clean.length() > LONGEST) clean = clean.substring(0, LONGEST);
        return new Names(clean.equals(device) ? device : clean + "-" + Integer.toHexString(device.hashCode()));
    }

    /** Begins with the engine's own: a device that calls itself Admin must not become CAdmin. */
    String aeId(String engine) {
        return engine + "-" + ae;
    }

    String node() {
        return "node-" + ae;
    }

    String policy() {
        return "policy-" + ae;
    }

    String nodeAddress() {
        return BASE + "/" + node();
    }

    /** Below the AE. */
    String address(List<String> folder) {
        return BASE + "/" + ae + (folder.isEmpty() ? "" : "/" + String.join("/", folder));
    }
}
