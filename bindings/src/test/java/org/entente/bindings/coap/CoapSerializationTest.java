// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.entente.bindings.coap.RawCoap.Message;
import org.entente.codec.Codecs;
import org.entente.codec.Serialization;
import org.entente.cse.outbound.Outbound.Delivery;
import org.entente.model.Spec;
import org.entente.model.Value;
import org.entente.model.primitive.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which serialization a message over CoAP has. */
class CoapSerializationTest extends Serving {
    private static final int ACCEPT = 17;
    private static final int CONTENT_FORMAT = 12;
    private static final int RSC = 307;
    private static final int OK = 2000;

    private static final Value.Fields ANSWER = Value.field("m2m:sgn", Value.field("tra", Value.of(true)));

    @ParameterizedTest
    @EnumSource
    @Spec({"TS-0004 §7.5.1.1", "TS-0004 §7.5.1.2.2", "TS-0008 §6.2.2.2"})
    void of_a_notice_is_what_its_target_takes_and_its_answer_is_understood(Serialization form) throws Exception {
        var notice = Request.notification("CAe", "/id-in", Value.field("m2m:sgn", Value.field("vrq", Value.of(true))))
                .withId("n1");
        int format = ContentFormats.of(form);
        try (var target = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            target.setSoTimeout((int) PATIENCE.toMillis());
            var way = keep(new CoapOutbound(CoapClientConfig.DEFAULT)).in(List.of(form.label()));
            var url = "coap://127.0.0.1:" + target.getLocalPort() + "/told";
            var delivery = CompletableFuture.supplyAsync(() -> way.send(url, notice, PATIENCE));

            var heard = answered(target, format, Codecs.STRICT.of(form).write(ANSWER));

            assertThat(Codecs.STRICT.of(form).readObject(heard.payload())).isEqualTo(notice.content());
            assertThat(heard.number(CONTENT_FORMAT)).isEqualTo(format);
            assertThat(heard.number(ACCEPT)).isEqualTo(format);
            assertThat(delivery.get())
                    .isInstanceOfSatisfying(
                            Delivery.Answered.class,
                            answered ->
                                    assertThat(answered.response().content()).isEqualTo(ANSWER));
        }
    }

    /** Answers the first datagram in the acknowledgement, as a server of another maker does. */
    private static Message answered(DatagramSocket target, int format, byte... payload) throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        target.receive(packet);
        var request = Message.read(Arrays.copyOf(packet.getData(), packet.getLength()));
        var answer = new Message(2, 0x44, request.id(), request.token(), List.of(), payload)
                .with(CONTENT_FORMAT, (byte) format)
                .with(RSC, (byte) (OK >> 8), (byte) OK);
        var bytes = answer.bytes();
        target.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        return request;
    }

    @ParameterizedTest
    @CsvSource({"CCbor, 60", "CXml, 41", "CAe, 50"})
    @Spec({"TS-0004 §7.3.3.12", "TS-0008 §6.2.2.2"})
    void of_an_answer_is_what_the_originator_takes_where_its_request_shows_none(String originator, int format)
            throws Exception {
        var server = prefer();

        var answer = raw(server).ask(from(originator, 1));

        assertThat(answer.number(CONTENT_FORMAT)).isEqualTo(format);
        assertThat(answer.dotted()).isEqualTo("2.05");
    }

    @Test
    @Spec({"TS-0004 §7.3.3.12", "TS-0004 §7.3.3.13", "TS-0008 §6.2.2.2"})
    void of_an_answer_is_what_the_request_shows_before_what_the_originator_prefers() throws Exception {
        var client = raw(prefer());

        assertThat(client.ask(from("CCbor", 1).with(ACCEPT, (byte) 41)).number(CONTENT_FORMAT))
                .isEqualTo(41);
        assertThat(client.ask(Message.request(RawCoap.PUT, 2)
                                .with(11, "cse-in")
                                .with(279, "CCbor")
                                .with(283, "r2")
                                .withPayload("{\"m2m:cnt\":{}}"))
                        .number(CONTENT_FORMAT))
                .isEqualTo(50);
    }

    @Test
    @Spec({"TS-0008 §6.2.2.2", "TS-0004 §7.3.3.13"})
    void that_nobody_here_can_write_is_not_acceptable() throws Exception {
        var answer = raw(prefer()).ask(from("CCbor", 1).with(ACCEPT, (byte) 40));

        assertThat(answer.dotted()).isEqualTo("4.06");
        assertThat(answer.number(RSC)).isEqualTo(5207);
        assertThat(answer.number(CONTENT_FORMAT)).isEqualTo(60);
    }

    @Test
    @Spec("TS-0008 §6.2.2.2")
    void that_nobody_here_can_read_is_an_unsupported_media_type() throws Exception {
        var put = Message.request(RawCoap.PUT, 1)
                .with(11, "cse-in")
                .with(279, "CAe")
                .with(283, "r1")
                .with(CONTENT_FORMAT, (byte) 40);
        var answer = raw(prefer())
                .ask(new Message(put.type(), put.code(), put.id(), put.token(), put.options(), new byte[] {'x'}));

        assertThat(answer.dotted()).isEqualTo("4.15");
        assertThat(answer.number(RSC)).isEqualTo(4015);
    }

    private URI prefer() {
        return serve(originator -> switch (originator) {
            case "CCbor" -> List.of("cbor", "json");
            case "CXml" -> List.of("yaml", "application/xml");
            default -> List.of();
        });
    }

    private static Message from(String originator, int id) {
        return Message.request(RawCoap.GET, id)
                .with(11, "cse-in")
                .with(279, originator)
                .with(283, "r" + id);
    }
}
