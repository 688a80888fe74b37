// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.lwm2m;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Point;
import org.entente.model.Value;

/** Object 5 as oneM2M's [firmware] wants it: one status out of state and result, an image out of its URL. TS-0014 §7. */
final class FirmwareUpdate {
    static final int OBJECT = 5;
    static final String INSTANCE = "5/0";
    static final String PACKAGE = "5/0/0";
    static final String URI = "5/0/1";
    static final String EXECUTE = "5/0/2";
    static final String STATE = "5/0/3";
    static final String RESULT = "5/0/5";
    static final String DELIVERY = "5/0/9";
    static final String STATUS_PATH = "5/0/status";
    static final List<String> FOLLOWED = List.of(STATE, RESULT);

    /** What the device has no resource for: it follows from two. */
    static final Point STATUS =
            new Point("status", "Update status", Kind.WHOLE, "", Optional.empty(), true, false, true);

    private static final long DOWNLOADING = 1;
    private static final long UPDATING = 3;
    private static final long PUSH_ONLY = 1;

    private final Map<String, Map<String, Value>> known = new ConcurrentHashMap<>();

    /** The values with the status that follows from them, as far as the device told both. */
    Map<String, Value> withStatus(String device, Map<String, Value> values) {
        if (!values.containsKey(STATE) && !values.containsKey(RESULT)) return values;
        var all = known.computeIfAbsent(device, _ -> new ConcurrentHashMap<>());
        for (var path : FOLLOWED) if (values.containsKey(path)) all.put(path, values.get(path));
        var more = new LinkedHashMap<>(values);
        more.put(STATUS_PATH, Value.of(status(whole(all, STATE), whole(all, RESULT))));
        return more;
    }

    /** oneM2M's m2m:status: 0 uninitialised, 1 successful, 2 failure, 3 in process. TS-0004 §6.3.4.2.36. */
    private static long status(long state, long result) {
        if (state == DOWNLOADING || state == UPDATING) return 3;
        if (result == 0) return 0;
        return result == 1 ? 1 : 2;
    }

    private static long whole(Map<String, Value> values, String path) {
        return values.get(path) instanceof Value.Whole(var number) ? number : 0;
    }

    /** Whether the device can be told where the image is, so that it fetches it itself. */
    static boolean pulls(Map<String, Value> values, String url) {
        return !Images.areIn(url) && whole(values, DELIVERY) != PUSH_ONLY;
    }
}
