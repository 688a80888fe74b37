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

/** The registers of one device behind a line. MODBUS Application Protocol 1.1b3 §6. */
record Wire(Line line, int unit) {
    /** As many as every device must be able to send at once. */
    private static final int MOST_REGISTERS = 125;

    private static final int WORD = 2;

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
        if (register.table() == Table.COIL) {
            boolean on = register.form().written(value, 1, new byte[WORD], where)[1] == 1;
            line.send(unit, new WriteSingleCoilRequest(register.address(), on), WriteSingleCoilResponse.class);
            return;
        }
        boolean isPart = register.form() instanceof Form.Bit;
        var before = isPart ? fetch(register.table(), register.address(), 1) : new byte[register.width() * WORD];
        var bytes = register.form().written(value, register.scale(), before, where);
        if (register.width() == 1) {
            int word = Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort());
            line.send(
                    unit, new WriteSingleRegisterRequest(register.address(), word), WriteSingleRegisterResponse.class);
        } else
            line.send(
                    unit,
                    new WriteMultipleRegistersRequest(register.address(), register.width(), bytes),
                    WriteMultipleRegistersResponse.class);
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
        if (packed.length * 8 < count) throw tooShort(packed.length, count);
        var words = new byte[count * WORD];
        for (int i = 0; i < count; i++) words[i * WORD + 1] = (byte) ((packed[i / 8] >> (i % 8)) & 1);
        return words;
    }

    private static byte[] whole(byte[] registers, int count) throws Declined {
        if (registers.length < count * WORD) throw tooShort(registers.length, count);
        return registers;
    }

    private static Declined tooShort(int bytes, int count) {
        return new Declined("answered " + bytes + " bytes where " + count + " values were asked for");
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
