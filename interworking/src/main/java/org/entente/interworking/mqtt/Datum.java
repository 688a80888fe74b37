// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.mqtt;

import java.util.Optional;
import org.entente.interworking.DeviceModel.Point;
import org.entente.interworking.DeviceModel.Range;
import org.entente.interworking.Fitting;
import org.entente.model.Refused;
import org.entente.model.Value;

/**
 * A value of a thing: where it is heard, and how it is told.
 *
 * @param heard empty if the thing never says it
 * @param command empty if nobody may write it
 */
record Datum(
        String name,
        String title,
        Form form,
        String unit,
        Optional<Range> range,
        Optional<Source> heard,
        Optional<Command> command) {

    /** @param pointer empty if the payload is the value itself */
    record Source(String topic, Optional<Pointer> pointer) {}

    Point point() {
        return new Point(
                name, title, form.kind(), unit, range, heard.isPresent(), command.isPresent(), heard.isPresent());
    }

    /** What a payload says for it. */
    Value written(Value value, String where) {
        if (range.isPresent()) {
            double number = Fitting.number(value, where);
            if (number < range.get().least() || number > range.get().greatest())
                throw Refused.badRequest(where + " takes " + range.get().least() + " to "
                        + range.get().greatest() + ", not " + number);
        }
        return form.down(value, where);
    }
}
