// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.model.Value;

/**
 * Speaks one standard: tells which devices there are and does to them what the engine asks. TS-0001 Annex F.4.1.
 *
 * <p>Every call may come on many threads at once, blocks until the device answered and never throws for what a device
 * does. A device that is not there is {@link Outcome.Unreachable}.
 */
public interface Adapter extends AutoCloseable {

    /** The standard's short name in lower case; the file of its mapping is called after it. */
    String standard();

    /** Begins to listen; from now on {@code engine} hears of devices. */
    void start(Devices engine);

    /**
     * Reads a part of a device or one point of it.
     *
     * @return {@link Outcome.Done} with values by path of the point
     */
    Outcome read(String device, String path, Duration within);

    /** Reads several parts, together if the standard and the device can; each path with how it was answered. */
    default Map<String, Outcome> readAll(String device, List<String> paths, Duration within) {
        var outcomes = new LinkedHashMap<String, Outcome>();
        for (var path : paths) outcomes.put(path, read(device, path, within));
        return outcomes;
    }

    /** Writes points of a device, all of one part, in one step if the standard can. */
    Outcome write(String device, Map<String, Value> values, Duration within);

    /**
     * Waits until a device can be asked that listens only now and then.
     *
     * @return {@link Outcome.Done} when it listens, at once for one that always does
     */
    default Outcome awake(String device, Duration within) {
        return Outcome.DONE;
    }

    Outcome invoke(String device, String path, Duration within);

    /**
     * Starts an action that has a signature.
     *
     * @return {@link Outcome.Done} with what the action gives, by name
     */
    default Outcome call(String device, String path, Map<String, Value> arguments, Duration within) {
        return new Outcome.Denied(path + " takes no arguments");
    }

    /**
     * Asks the device to report a part or a point by itself; what it reports goes to {@link Devices#changed}. What a
     * notifier tells goes to {@link Devices#happened}.
     *
     * @param pace is given to the device if it can keep to it, and otherwise kept to on this side of the wire
     */
    Outcome observe(String device, String path, Pace pace, Duration within);

    Outcome unobserve(String device, String path, Duration within);

    @Override
    void close();
}
