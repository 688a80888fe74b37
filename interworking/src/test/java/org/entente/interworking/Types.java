// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import org.entente.codec.TypeFile;
import org.entente.model.type.ResourceTypes;

/** All types that the program ships. */
public final class Types {
    public static final ResourceTypes ALL = ResourceTypes.standard().with(TypeFile.ts0023());

    private Types() {}
}
