// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.leshan.core.model.InvalidDDFFileException;
import org.eclipse.leshan.core.model.ObjectLoader;
import org.eclipse.leshan.core.model.ObjectModel;

/** The objects whose meaning is known: those of LwM2M itself and the IPSO ones that are shipped here. */
public final class ObjectModels {
    private static final List<String> SHIPPED =
            List.of("3300", "3301", "3303", "3304", "3305", "3306", "3311", "3315", "3342");

    private ObjectModels() {}

    /** All versions, for a server that meets devices of every age. */
    static List<ObjectModel> all() {
        return with(ObjectLoader.loadAllDefault());
    }

    /** The newest version of each, for a device. */
    public static List<ObjectModel> newest() {
        return with(ObjectLoader.loadDefault());
    }

    private static List<ObjectModel> with(List<ObjectModel> own) {
        var models = new ArrayList<>(own);
        for (var id : SHIPPED) {
            var file = id + ".xml";
            try (var in = ObjectModels.class.getResourceAsStream(file)) {
                if (in == null) throw new IllegalStateException("the object definition " + file + " is missing");
                models.addAll(ObjectLoader.loadDdfFile(in, file));
            } catch (IOException | InvalidDDFFileException e) {
                throw new IllegalStateException(file, e);
            }
        }
        return List.copyOf(models);
    }
}
