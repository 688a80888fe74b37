// SPDX-License-Identifier: Apache-2.0
package org.entente.interworking.modbus.sample;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ProcessImage.Modification.CoilModification;
import com.digitalpetri.modbus.server.ProcessImage.Modification.DiscreteInputModification;
import com.digitalpetri.modbus.server.ProcessImage.Modification.HoldingRegisterModification;
import com.digitalpetri.modbus.server.ProcessImage.Modification.InputRegisterModification;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A boiler that speaks Modbus TCP on this machine and prints what is done to it. */
public final class SampleBoiler implements AutoCloseable {
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final int COLD = 150;
    private static final int USUAL = 550;

    private final int port;
    private final PrintStream out;
    private final ProcessImage image = new ProcessImage();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("sample-boiler").daemon().factory());
    private final ModbusTcpServer server;

    private SampleBoiler(int port, PrintStream out) {
        this.port = port;
        this.out = out;
        var transport = NettyTcpServerTransport.create(
                config -> config.setBindAddress("127.0.0.1").setPort(port));
        this.server = ModbusTcpServer.create(transport, new ReadWriteModbusServices() {
            @Override
            protected Optional<ProcessImage> getProcessImage(int unitId) {
                return Optional.of(image);
            }
        });
    }

    /** Listens on a port that is free, and begins to change. */
    public static SampleBoiler start(PrintStream out) throws IOException, InterruptedException {
        int free;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        var boiler = new SampleBoiler(free, out);
        boiler.begin();
        return boiler;
    }

    private void begin() throws IOException, InterruptedException {
        image.with(all -> {
            all.writeInputRegisters(registers -> registers.put(0, word(COLD)));
            all.writeHoldingRegisters(registers -> registers.put(0, word(USUAL)));
            all.writeCoils(coils -> coils.put(0, true));
        });
        image.addModificationListener(new Voice());
        try {
            server.start();
        } catch (ExecutionException e) {
            throw new IOException("the sample boiler cannot listen on port " + port, e);
        }
        long period = PERIOD.toMillis();
        var _ = ticks.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    /** A file for {@code interworking.mapping-files} that says what it is and where. */
    public String description() {
        try (var in = Objects.requireNonNull(SampleBoiler.class.getResourceAsStream("boiler.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("port: 502", "port: " + port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One step toward its set point, or toward the room's temperature while it is off. */
    private void tick() {
        image.with(all -> {
            int wanted = all.readCoils(coils -> coils.getOrDefault(0, false))
                    ? all.readHoldingRegisters(registers -> number(registers.getOrDefault(0, word(USUAL))))
                    : COLD;
            int now = all.readInputRegisters(registers -> number(registers.getOrDefault(0, word(COLD))));
            int next = now + Math.clamp(wanted - now, -5, 5);
            all.writeInputRegisters(registers -> registers.put(0, word(next)));
        });
    }

    private static byte[] word(int number) {
        return ByteBuffer.allocate(2).putShort((short) number).array();
    }

    private static int number(byte[] word) {
        return ByteBuffer.wrap(word).getShort();
    }

    /** Says what others have written. */
    private final class Voice implements ProcessImage.ModificationListener {
        @Override
        public void onCoilsModified(List<CoilModification> coils) {
            out.println("sample-boiler: " + (coils.getLast().value() ? "on" : "off"));
        }

        @Override
        public void onHoldingRegistersModified(List<HoldingRegisterModification> registers) {
            out.println("sample-boiler: set point " + number(registers.getLast().value()) / 10.0 + " °C");
        }

        @Override
        public void onDiscreteInputsModified(List<DiscreteInputModification> inputs) {
            // It has none.
        }

        @Override
        public void onInputRegistersModified(List<InputRegisterModification> registers) {
            // Its own doing.
        }
    }

    @Override
    public void close() {
        ticks.shutdownNow();
        try {
            server.stop();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the sample boiler did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
