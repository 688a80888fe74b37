// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus;

import com.digitalpetri.modbus.pdu.ReadCoilsRequest;
import com.digitalpetri.modbus.pdu.ReadCoilsResponse;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsRequest;
import com.digitalpetri.modbus.pdu.ReadDiscreteInputsResponse;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersResponse;
import com.digitalpetri.modbus.pdu.ReadInputRegistersRequest;
import com.digitalpetri.modbus.pdu.ReadInputRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.pdu.WriteSingleCoilRequest;
import com.digitalpetri.modbus.pdu.WriteSingleCoilResponse;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.entente.interworking.modbus.Line.Away;
import org.entente.interworking.modbus.Line.Declined;
import org.entente.interworking.modbus.Register.Table;
import org.entente.model.Value;

/**
 * The registers of one device behind a line: the table says by which function they are read, the table and how many there
 * are by which they are written. MODBUS Application Protocol 1.1b3 §6, TS-0040 §6.4.
 */
record Wire(Line line, int unit) {
    /** As many as every device must be able to send at once. */
    private static final int MOST_REGISTERS = 125;

    private static final int WORD = 2;
    /** A coil that is on. */
    private static final int ON = 0xff00;

    /** Registers that follow each other are read together; what lies between them may not exist. */
    Map<Register, Value> read(List<Register> registers) throws Declined, Away {
        var values = new LinkedHashMap<Register, Value>();
        for (var run : runs(registers)) {
            var first = run.getFirst();
            var bytes = fetch(first.table(), first.address(), end(run) - first.address());
            for (var register : run) {
                int from = (register.address() - first.address()) * WORD;
                var own = Arrays.copyOfRange(bytes, from, from + register.width() * WORD);
                values.put(register, register.form().read(own, register.scale()));
            }
        }
        return values;
    }

    void write(Register register, Value value, String where) throws Declined, Away {
        int at = register.address();
        if (register.table() == Table.COIL) {
            boolean on = register.form().written(value, 1, new byte[WORD], where)[1] == 1;
            var echo = line.send(unit, new WriteSingleCoilRequest(at, on), WriteSingleCoilResponse.class);
            compare(echo.address(), echo.value(), at, on ? ON : 0);
            return;
        }
        if (register.form() instanceof Form.Bit) {
            // Nobody may write another bit of the register between what is read and what is written.
            line.alone(() -> put(register, value, fetch(register.table(), at, 1), where));
        } else put(register, value, new byte[register.width() * WORD], where);
    }

    private void put(Register register, Value value, byte[] before, String where) throws Declined, Away {
        int at = register.address();
        var bytes = register.form().written(value, register.scale(), before, where);
        if (register.width() == 1) {
            int word = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort());
            var echo = line.send(unit, new WriteSingleRegisterRequest(at, word), WriteSingleRegisterResponse.class);
            compare(echo.address(), echo.value(), at, word);
        } else {
            var request = new WriteMultipleRegistersRequest(at, register.width(), bytes);
            var echo = line.send(unit, request, WriteMultipleRegistersResponse.class);
            compare(echo.address(), echo.quantity(), at, register.width());
        }
    }

    /** Who has written repeats what was asked. [MODBUS Application Protocol §6.5, §6.6, §6.12] */
    private static void compare(int address, int value, int askedAddress, int askedValue) throws Declined {
        if (address != askedAddress || value != askedValue)
            throw new Declined(
                    "answered that " + value + " went to " + address + ", not " + askedValue + " to " + askedAddress);
    }

    /** Two bytes for each address; a bit is a register that is 0 or 1. */
    private byte[] fetch(Table table, int address, int count) throws Declined, Away {
        return switch (table) {
            case COIL ->
                bits(
                        line.send(unit, new ReadCoilsRequest(address, count), ReadCoilsResponse.class)
                                .coils(),
                        count);
            case DISCRETE ->
                bits(
                        line.send(unit, new ReadDiscreteInputsRequest(address, count), ReadDiscreteInputsResponse.class)
                                .inputs(),
                        count);
            case INPUT ->
                whole(
                        line.send(unit, new ReadInputRegistersRequest(address, count), ReadInputRegistersResponse.class)
                                .registers(),
                        count);
            case HOLDING ->
                whole(
                        line.send(
                                        unit,
                                        new ReadHoldingRegistersRequest(address, count),
                                        ReadHoldingRegistersResponse.class)
                                .registers(),
                        count);
        };
    }

    private static byte[] bits(byte[] packed, int count) throws Declined {
        refuseOtherThan((count + 7) / 8, packed, count);
        var words = new byte[count * WORD];
        for (int i = 0; i < count; i++) words[i * WORD + 1] = (byte) ((packed[i / 8] >> (i % 8)) & 1);
        return words;
    }

    private static byte[] whole(byte[] registers, int count) throws Declined {
        refuseOtherThan(count * WORD, registers, count);
        return registers;
    }

    private static void refuseOtherThan(int bytes, byte[] answered, int count) throws Declined {
        if (answered.length != bytes)
            throw new Declined("answered " + answered.length + " bytes where " + count + " values were asked for");
    }

    private static List<List<Register>> runs(List<Register> registers) {
        var sorted = new ArrayList<>(registers);
        sorted.sort(Comparator.comparing(Register::table).thenComparingInt(Register::address));
        var runs = new ArrayList<List<Register>>();
        for (var register : sorted) {
            var run = runs.isEmpty() ? List.<Register>of() : runs.getLast();
            if (follows(run, register)) run.add(register);
            else runs.add(new ArrayList<>(List.of(register)));
        }
        return runs;
    }

    private static boolean follows(List<Register> run, Register next) {
        if (run.isEmpty() || run.getFirst().table() != next.table()) return false;
        return next.address() <= end(run)
                && next.address() + next.width() - run.getFirst().address() <= MOST_REGISTERS;
    }

    private static int end(List<Register> run) {
        return run.stream()
                .mapToInt(register -> register.address() + register.width())
                .max()
                .orElseThrow();
    }
}
