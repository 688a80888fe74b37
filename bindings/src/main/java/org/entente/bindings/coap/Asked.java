// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.californium.core.coap.CoAP;
import org.eclipse.californium.elements.RawData;

/**
 * The requests of one connection for which no answer has come: they fail when it ends, since none comes over another.
 * RFC 8323 §3.4. Lives on the thread of its connection.
 */
final class Asked extends ChannelInboundHandlerAdapter {
    private final Map<ByteBuffer, RawData> byToken;

    /** @param most that are kept; of more the oldest are left to their time-outs */
    Asked(int most) {
        byToken = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, RawData> eldest) {
                return size() > most;
            }
        };
    }

    /** Before it is written. */
    void expect(RawData message) {
        var frame = Unpooled.wrappedBuffer(message.getBytes());
        if (CoAP.isRequest(Frames.code(frame))) byToken.put(token(frame), message);
    }

    private static ByteBuffer token(ByteBuf frame) {
        return ByteBuffer.wrap(ByteBufUtil.getBytes(Frames.token(frame)));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var frame = (ByteBuf) message;
        if (CoAP.isResponse(Frames.code(frame))) byToken.remove(token(frame));
        context.fireChannelRead(message);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        var lost = List.copyOf(byToken.values());
        byToken.clear();
        // First the connection is forgotten, so that who is told here and asks again opens another.
        context.fireChannelInactive();
        lost.forEach(each -> each.onError(new Ended()));
    }

    /** The other side closed the connection. */
    private static final class Ended extends ClosedChannelException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            return "the connection was closed before an answer came";
        }
    }
}
