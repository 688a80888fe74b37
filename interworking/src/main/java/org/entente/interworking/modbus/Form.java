// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import org.entente.interworking.Fitting;
import org.entente.model.Refused;
import org.entente.model.Value;

/** How registers of 16 bits make a value; pure. The standard itself knows only bits and words. */
sealed interface Form {
    Pattern NUMBER = Pattern.compile("(u?int|float)(16|32|64)(le)?");
    Pattern BIT = Pattern.compile("bit(\\d{1,2})");
    Pattern TEXT = Pattern.compile("text(\\d{1,2})");

    /** The registers that it takes. */
    int width();

    /**
     * One bit of a register.
     *
     * @param place 0 for the lowest
     */
    record Bit(int place) implements Form {
        @Override
        public int width() {
            return 1;
        }
    }

    /**
     * A whole number.
     *
     * @param swapped the lowest word comes first
     */
    record Whole(int width, boolean signed, boolean swapped) implements Form {}

    /** A number of IEEE 754. */
    record Floating(int width, boolean swapped) implements Form {}

    /** Two characters in each register, the end filled with zeros. */
    record Text(int width) implements Form {}

    /** Such as int16, uint32, float32le, bit3, text8; {@code le} has the lowest word first. */
    static Optional<Form> of(String name) {
        var number = NUMBER.matcher(name);
        if (number.matches()) {
            int width = Integer.parseInt(number.group(2)) / 16;
            boolean swapped = number.group(3) != null;
            if (!number.group(1).equals("float"))
                return Optional.of(new Whole(width, number.group(1).equals("int"), swapped));
            return width == 1 ? Optional.empty() : Optional.of(new Floating(width, swapped));
        }
        var bit = BIT.matcher(name);
        if (bit.matches() && Integer.parseInt(bit.group(1)) < 16)
            return Optional.of(new Bit(Integer.parseInt(bit.group(1))));
        var text = TEXT.matcher(name);
        if (text.matches() && Integer.parseInt(text.group(1)) > 0)
            return Optional.of(new Text(Integer.parseInt(text.group(1))));
        return Optional.empty();
    }

    /** @param registers as many bytes as the width asks for, as they came */
    default Value read(byte[] registers, double scale) {
        return switch (this) {
            case Bit(var place) -> Value.of(((ByteBuffer.wrap(registers).getShort() >> place) & 1) == 1);
            case Whole(var width, var signed, var swapped) -> whole(ordered(registers, swapped), width, signed, scale);
            case Floating(var width, var swapped) -> {
                var bytes = ByteBuffer.wrap(ordered(registers, swapped));
                yield Value.of((width == 2 ? bytes.getFloat() : bytes.getDouble()) * scale);
            }
            case Text _ ->
                Value.of(new String(registers, StandardCharsets.UTF_8)
                        .replaceAll("(?s)\0.*", "")
                        .strip());
        };
    }

    /**
     * @param before what the registers hold now, for a value that is only a part of them
     * @throws Refused if the value does not fit into the registers
     */
    default byte[] written(Value value, double scale, byte[] before, String where) {
        return switch (this) {
            case Bit(var place) -> {
                int old = ByteBuffer.wrap(before).getShort();
                int mask = 1 << place;
                int now = Fitting.isTrue(value, where) ? old | mask : old & ~mask;
                yield ByteBuffer.allocate(2).putShort((short) now).array();
            }
            case Whole whole -> ordered(whole(wanted(value, scale, where), whole, where), whole.swapped);
            case Floating(var width, var swapped) -> {
                var bytes = ByteBuffer.allocate(width * 2);
                double number = Fitting.number(value, where) / scale;
                yield ordered(
                        (width == 2 ? bytes.putFloat(Fitting.single(number, where)) : bytes.putDouble(number)).array(),
                        swapped);
            }
            case Text(var width) -> {
                var text = Fitting.word(value).getBytes(StandardCharsets.UTF_8);
                if (text.length > width * 2)
                    throw Refused.badRequest(where + " takes " + width * 2 + " bytes of text, not " + text.length);
                yield ByteBuffer.allocate(width * 2).put(text).array();
            }
        };
    }

    private static Value whole(byte[] bytes, int width, boolean signed, double scale) {
        long number = signed && bytes[0] < 0 ? -1 : 0;
        for (var each : bytes) number = (number << 8) | (each & 0xff);
        // Beyond 63 bits there is no whole number of ours; the device counts on, the value says about how far.
        if (width == 4 && !signed && number < 0) return Value.of(Fitting.tidy((number >>> 1) * 2.0 * scale));
        return scale == 1 ? Value.of(number) : Value.of(Fitting.tidy(number * scale));
    }

    /** A whole number in whole units stays what it is, also where a double no longer tells its neighbours apart. */
    private static BigDecimal wanted(Value value, double scale, String where) {
        return scale == 1 && value instanceof Value.Whole(var number)
                ? BigDecimal.valueOf(number)
                : new BigDecimal(Fitting.number(value, where) / scale);
    }

    private static byte[] whole(BigDecimal wanted, Whole form, String where) {
        int bits = form.width * 16;
        var number = wanted.setScale(0, RoundingMode.HALF_UP).toBigInteger();
        if (form.signed ? number.bitLength() >= bits : number.signum() < 0 || number.bitLength() > bits)
            throw Refused.badRequest(where + " does not fit into " + bits + " bits");
        var all = ByteBuffer.allocate(8).putLong(number.longValue()).array();
        var bytes = new byte[form.width * 2];
        System.arraycopy(all, 8 - bytes.length, bytes, 0, bytes.length);
        return bytes;
    }

    private static byte[] ordered(byte[] bytes, boolean swapped) {
        if (!swapped) return bytes;
        var turned = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i += 2) {
            turned[i] = bytes[bytes.length - 2 - i];
            turned[i + 1] = bytes[bytes.length - 1 - i];
        }
        return turned;
    }
}
