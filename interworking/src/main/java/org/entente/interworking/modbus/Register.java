// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import java.util.Optional;
import org.entente.interworking.DeviceModel.Kind;
import org.entente.interworking.DeviceModel.Point;
import org.entente.interworking.DeviceModel.Range;

/**
 * A value in a Modbus device: where it is and how it is written there. MODBUS Application Protocol 1.1b3 §4.3.
 *
 * @param address as it goes over the wire, from 0
 * @param form how one or several registers make a value; a truth in the tables of bits
 * @param scale the value is the number in the registers times this
 * @param unit of the value, empty if it has none
 * @param range what may be written
 */
record Register(
        String name,
        String title,
        Table table,
        int address,
        Form form,
        double scale,
        String unit,
        Optional<Range> range,
        boolean writable) {

    /** The four tables of a device. */
    enum Table {
        COIL,
        DISCRETE,
        INPUT,
        HOLDING;

        boolean isBits() {
            return this == COIL || this == DISCRETE;
        }

        boolean canBeWritten() {
            return this == COIL || this == HOLDING;
        }
    }

    /** How many addresses it takes. */
    int width() {
        return form.width();
    }

    /** The same register of a part whose registers begin elsewhere. */
    Register shifted(int base) {
        return new Register(name, title, table, address + base, form, scale, unit, range, writable);
    }

    /** [TS-0040 §6.2.2] table and length say of which type it is and whether it can be written. */
    Point point() {
        return new Point(name, title, kind(), unit, range, true, writable, true);
    }

    private Kind kind() {
        return switch (form) {
            case Form.Bit _ -> Kind.TRUTH;
            case Form.Text _ -> Kind.TEXT;
            case Form.Floating _ -> Kind.REAL;
            case Form.Whole _ -> scale == 1 ? Kind.WHOLE : Kind.REAL;
        };
    }
}
