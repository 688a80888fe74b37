// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.Collection;
import java.util.Optional;
import org.eclipse.leshan.core.LwM2m.Version;
import org.eclipse.leshan.core.model.LwM2mModel;
import org.eclipse.leshan.core.model.LwM2mModelRepository;
import org.eclipse.leshan.core.model.ObjectModel;
import org.eclipse.leshan.core.model.ResourceModel;
import org.eclipse.leshan.server.model.LwM2mModelProvider;
import org.eclipse.leshan.server.registration.Registration;
import org.jspecify.annotations.Nullable;

/**
 * Finds the definition of a client's object: of the version that it names, else the newest that is known.
 *
 * <p>Many clients name no version of their objects, which means 1.0 by the letter, while the registry keeps later ones;
 * versions of one object differ in what they add.
 */
final class Definitions implements LwM2mModelProvider {
    private final LwM2mModelRepository known;

    /** @param further what a user's files say of objects */
    Definitions(Catalogue further) {
        known = new LwM2mModelRepository(further.over(ObjectModels.all()));
    }

    @Override
    public LwM2mModel getObjectModel(Registration client) {
        return new LwM2mModel() {
            @Override
            public @Nullable ObjectModel getObjectModel(int object) {
                return Optional.<Version>ofNullable(client.getSupportedVersion(object))
                        .map(version -> known.getObjectModel(object, version))
                        .orElseGet(() -> known.getObjectModel(object));
            }

            // What has no value is not known, or a client that says something there could not be read at all.
            @Override
            public @Nullable ResourceModel getResourceModel(int object, int resource) {
                return Optional.ofNullable(getObjectModel(object))
                        .map(model -> model.resources.get(resource))
                        .filter(model -> model.type != ResourceModel.Type.NONE)
                        .orElse(null);
            }

            @Override
            public Collection<ObjectModel> getObjectModels() {
                return client.getSupportedObject().keySet().stream()
                        .flatMap(object -> Optional.ofNullable(getObjectModel(object)).stream())
                        .toList();
            }
        };
    }
}
