// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.List;
import org.entente.codec.TypeFile;
import org.entente.model.type.ResourceTypes;

/** All types that the program ships. */
public final class Types {
    public static final ResourceTypes ALL =
            ResourceTypes.standard().with(TypeFile.ts0023()).with(List.of(Method.TYPE));

    private Types() {}
}
