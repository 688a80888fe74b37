// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.util.Map;
import org.entente.model.Value;

/** What an adapter tells the engine; every call returns at once, so a library's own thread may make it. */
public interface Devices {

    /** Whether a device may come in; who may not and asks is noted for people to see. */
    default boolean welcomes(String device) {
        return true;
    }

    /** A device is there, for the first time, again, or with other parts than before. */
    void appeared(DeviceModel device);

    /**
     * A known device said that it has other parts than before: the resources of those that it has no longer go. The same as
     * {@link #appeared} for an engine that does not know the device.
     */
    default void altered(DeviceModel device) {
        appeared(device);
    }

    /** A known device gave a sign of life. */
    void seen(String device);

    /**
     * A device reported values by itself.
     *
     * @param values by path of the point
     */
    void changed(String device, Map<String, Value> values);

    /** A device does not listen for now; with its next sign of life it does. Other standards than those with sleep never say so. */
    default void asleep(String device) {}

    /**
     * A device that should listen does not answer: it is away since it was last heard of, and still told what it is to do.
     * With its next sign of life all of it is asked and observed anew.
     */
    default void silent(String device) {}

    /**
     * Something happened at a device, such as an alarm; it was asked to tell by {@link Adapter#observe}.
     *
     * @param notifier the path of what told it
     */
    default void happened(String device, String notifier, Value.Fields event) {}

    /** A device left or was not heard of for too long. Its resources stay. */
    void lost(String device, String reason);

    /** A device sent what makes no sense; the sentence is shown on its resource. */
    void misbehaved(String device, String sentence);
}
