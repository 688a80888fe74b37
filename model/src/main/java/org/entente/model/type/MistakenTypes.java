// SPDX-License-Identifier: Apache-2.0
package org.entente.model.type;

import java.util.List;

/** Definitions that cannot be used, with everything that is wrong in them. It ends the start. */
public final class MistakenTypes extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final List<String> mistakes;

    public MistakenTypes(List<String> mistakes) {
        super(mistakes.size() + " mistakes in resource types:\n" + String.join("\n", mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<String> mistakes() {
        return mistakes;
    }
}
