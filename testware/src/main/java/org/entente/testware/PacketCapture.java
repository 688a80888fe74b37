// SPDX-License-Identifier: Apache-2.0
package org.entente.testware;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Writes the frames of a run as a capture file for protocol analysers. The frames are as sent and received; the TCP
 * around them is made up, one connection for each of the tester's, so that an analyser can follow it.
 */
public final class PacketCapture {
    private static final int MAGIC = 0xA1B2C3D4;
    private static final int RAW_IP = 101;
    private static final int SNAPSHOT = 65_535;
    private static final int IP_HEADER = 20;
    private static final int TCP_HEADER = 20;
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 40_000;
    private static final int TESTER = 0x0A000001;
    private static final int ENDPOINT = 0x0A000002;
    private static final int FIN = 0x01;
    private static final int SYN = 0x02;
    private static final int PUSH = 0x08;
    private static final int ACK = 0x10;

    private final DataOutputStream out;
    private final int endpointPort;
    private int connections;

    /** The sequence numbers of both ends. */
    private static final class Flow {
        private final int port;
        private int sent;
        private int received;

        Flow(int port) {
            this.port = port;
        }
    }

    private PacketCapture(OutputStream to, int endpointPort) {
        this.out = new DataOutputStream(to);
        this.endpointPort = endpointPort;
    }

    /**
     * Writes all rounds of all results.
     *
     * @param endpointPort by which an analyser knows the protocol
     */
    public static void write(Report report, int endpointPort, OutputStream to) throws IOException {
        new PacketCapture(to, endpointPort).run(report);
    }

    private void run(Report report) throws IOException {
        out.writeInt(MAGIC);
        out.writeShort(2);
        out.writeShort(4);
        out.writeInt(0);
        out.writeInt(0);
        out.writeInt(SNAPSHOT);
        out.writeInt(RAW_IP);
        var begin = report.started();
        for (var result : report.results()) {
            for (var round : result.rounds()) {
                events(round, begin);
                begin = begin.plus(round.took()).plus(Duration.ofMillis(1));
            }
        }
        out.flush();
    }

    private void events(Judgement judgement, Instant begin) throws IOException {
        var flows = new HashMap<String, Flow>();
        for (var event : judgement.events()) {
            event(event, begin.plus(event.at()), flows);
        }
    }

    private void event(Event event, Instant at, Map<String, Flow> flows) throws IOException {
        switch (event.kind()) {
            case OPENED -> {
                var flow = new Flow(FIRST_PORT + connections++ % PORTS);
                flows.put(event.peer(), flow);
                segment(at, flow, true, SYN, Octets.NONE, 1);
                segment(at, flow, false, SYN | ACK, Octets.NONE, 1);
                segment(at, flow, true, ACK, Octets.NONE, 0);
            }
            case SENT -> data(at, flows, event, true);
            case RECEIVED -> data(at, flows, event, false);
            case CLOSED -> closing(at, flows, event, true);
            case CLOSED_BY_ENDPOINT -> closing(at, flows, event, false);
            case SILENCE, NOTE -> {}
        }
    }

    private void data(Instant at, Map<String, Flow> flows, Event event, boolean fromTester) throws IOException {
        var flow = flows.get(event.peer());
        if (flow != null) {
            segment(at, flow, fromTester, PUSH | ACK, event.bytes(), event.length());
        }
    }

    private void closing(Instant at, Map<String, Flow> flows, Event event, boolean fromTester) throws IOException {
        var flow = flows.get(event.peer());
        if (flow != null) {
            segment(at, flow, fromTester, FIN | ACK, Octets.NONE, 1);
        }
    }

    /** Of a long frame only the kept bytes are there; its sequence numbers tell how long it was. */
    private void segment(Instant at, Flow flow, boolean fromTester, int flags, Octets bytes, int length)
            throws IOException {
        var size = IP_HEADER + TCP_HEADER + bytes.length();
        out.writeInt((int) at.getEpochSecond());
        out.writeInt(at.getNano() / 1000);
        out.writeInt(size);
        out.writeInt(size);
        out.write(ip(size, fromTester));
        out.write(tcp(flow, fromTester, flags, bytes));
        if (fromTester) {
            flow.sent += length;
        } else {
            flow.received += length;
        }
    }

    private static byte[] ip(int size, boolean fromTester) throws IOException {
        var header = ip(size, fromTester, 0);
        return ip(size, fromTester, checksum(header));
    }

    private static byte[] ip(int size, boolean fromTester, int checksum) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var ip = new DataOutputStream(bytes);
        ip.writeShort(0x4500);
        ip.writeShort(size);
        ip.writeInt(0);
        ip.writeShort(0x4006); // time to live 64, TCP
        ip.writeShort(checksum);
        ip.writeInt(fromTester ? TESTER : ENDPOINT);
        ip.writeInt(fromTester ? ENDPOINT : TESTER);
        return bytes.toByteArray();
    }

    private byte[] tcp(Flow flow, boolean fromTester, int flags, Octets payload) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var tcp = new DataOutputStream(bytes);
        tcp.writeShort(fromTester ? flow.port : endpointPort);
        tcp.writeShort(fromTester ? endpointPort : flow.port);
        tcp.writeInt(fromTester ? flow.sent : flow.received);
        tcp.writeInt((flags & ACK) == 0 ? 0 : fromTester ? flow.received : flow.sent);
        tcp.writeShort(0x5000 | flags);
        tcp.writeShort(SNAPSHOT);
        tcp.writeInt(0); // no checksum: analysers do not ask for one unless told to
        tcp.write(payload.toArray());
        return bytes.toByteArray();
    }

    private static int checksum(byte[] header) {
        var sum = 0;
        for (int i = 0; i < header.length; i += 2) {
            sum += ((header[i] & 0xFF) << 8) | (header[i + 1] & 0xFF);
        }
        while (sum > 0xFFFF) {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }
        return ~sum & 0xFFFF;
    }
}
