// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import org.eclipse.leshan.core.link.Link;
import org.eclipse.leshan.server.registration.Deregistration;
import org.eclipse.leshan.server.registration.InMemoryRegistrationStore;
import org.eclipse.leshan.server.registration.Registration;
import org.eclipse.leshan.server.registration.RegistrationUpdate;
import org.eclipse.leshan.server.registration.UpdatedRegistration;
import org.entente.interworking.Shared;

/**
 * Leshan's registrations, of which like devices share what they say of themselves. The links by which they said it are not
 * kept: what is read from them is.
 */
final class Clientele extends InMemoryRegistrationStore {
    private final Shared shared = new Shared();

    @Override
    public Deregistration addRegistration(Registration client) {
        return super.addRegistration(new Light(client, shared));
    }

    @Override
    public UpdatedRegistration updateRegistration(RegistrationUpdate update) {
        return super.updateRegistration(new LightUpdate(update, shared));
    }

    private static final class Light extends Registration {
        /** Not by {@link Builder#build}, which would copy what is shared. */
        Light(Registration client, Shared shared) {
            super(new Builder(
                            client.getId(),
                            client.getEndpoint(),
                            client.getClientTransportData(),
                            shared.one(client.getLastEndpointUsed()))
                    .registrationDate(client.getRegistrationDate())
                    .lastUpdate(client.getLastUpdate())
                    .lifeTimeInSec(client.getLifeTimeInSec())
                    .smsNumber(client.getSmsNumber())
                    .bindingMode(client.getBindingMode())
                    .queueMode(client.getQueueMode())
                    .lwM2mVersion(client.getLwM2mVersion())
                    .objectLinks(new Link[0])
                    .rootPath(shared.one(client.getRootPath()))
                    .supportedContentFormats(shared.one(client.getSupportedContentFormats()))
                    .supportedObjects(shared.one(client.getSupportedObject()))
                    .availableInstances(shared.one(client.getAvailableInstances()))
                    .additionalRegistrationAttributes(shared.one(client.getAdditionalRegistrationAttributes()))
                    .applicationData(shared.one(client.getApplicationData())));
        }
    }

    private static final class LightUpdate extends RegistrationUpdate {
        private final Shared shared;

        LightUpdate(RegistrationUpdate update, Shared shared) {
            super(
                    update.getRegistrationId(),
                    update.getClientTransportData(),
                    update.getLifeTimeInSec(),
                    update.getSmsNumber(),
                    update.getBindingMode(),
                    update.getObjectLinks(),
                    update.getAlternatePath(),
                    update.getSupportedContentFormats(),
                    update.getSupportedObjects(),
                    update.getAvailableInstances(),
                    update.getAdditionalAttributes(),
                    update.getApplicationData());
            this.shared = shared;
        }

        @Override
        public Registration update(Registration before) {
            return new Light(super.update(before), shared);
        }
    }
}
