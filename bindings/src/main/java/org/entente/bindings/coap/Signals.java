// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;

/**
 * What the two sides of a connection say of themselves and ask each other beside requests. RFC 8323 §5. Nothing that the
 * other side says of itself counts: without a word of it, it takes the blocks that we send.
 */
final class Signals extends ChannelDuplexHandler {
    private static final int CAPABILITIES = 0xE1;
    private static final int PING = 0xE2;
    private static final int PONG = 0xE3;
    private static final int ABORT = 0xE5;
    private static final int LAST = 0xFF;
    private static final int PAYLOAD = 0xFF;
    private static final int EMPTY = 0x00;

    private final int most;
    private boolean hasGreeted;

    /** @param most bytes of a message that this side takes */
    Signals(int most) {
        this.most = most;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        greet(context);
        context.fireChannelActive();
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        greet(context);
        var _ = context.write(message, promise);
    }

    /** Before all else, also where the first request is written as soon as the connection stands. RFC 8323 §5.3 */
    private void greet(ChannelHandlerContext context) {
        if (hasGreeted) return;
        hasGreeted = true;
        // Max-Message-Size (2) with four bytes, and Block-Wise-Transfer (4) without any.
        var _ = context.writeAndFlush(Unpooled.buffer()
                .writeByte(6 << 4)
                .writeByte(CAPABILITIES)
                .writeByte(2 << 4 | 4)
                .writeInt(most)
                .writeByte(2 << 4));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var frame = (ByteBuf) message;
        int code = Frames.code(frame);
        if (code != EMPTY && code < CAPABILITIES) {
            context.fireChannelRead(message);
            return;
        }
        try {
            var token = Frames.token(frame);
            if (hasCriticalOption(Frames.behindToken(frame)))
                abort(context, "a signal has an option that is not understood"); // [RFC 8323 §5.2]
            else if (code == PING) pong(context, token);
            else if (code == ABORT) {
                var _ = context.close();
            }
        } finally {
            frame.release();
        }
    }

    /** All that RFC 8323 has for signals are elective. What is cut off counts as critical. */
    private static boolean hasCriticalOption(ByteBuf options) {
        int number = 0;
        while (options.isReadable()) {
            int first = options.readUnsignedByte();
            if (first == PAYLOAD) return false;
            int delta = extended(first >> 4, options);
            int length = extended(first & 0x0F, options);
            if (delta < 0 || length < 0 || !options.isReadable(length)) return true;
            number += delta;
            if (number % 2 == 1) return true; // [RFC 7252 §5.4.6]
            options.skipBytes(length);
        }
        return false;
    }

    /** Negative if it is cut off, or reserved. RFC 7252 §3.1 */
    private static int extended(int nibble, ByteBuf in) {
        return switch (nibble) {
            case 13 -> in.isReadable() ? in.readUnsignedByte() + 13 : -1;
            case 14 -> in.isReadable(2) ? in.readUnsignedShort() + 269 : -1;
            case 15 -> -1;
            default -> nibble;
        };
    }

    private static void pong(ChannelHandlerContext context, ByteBuf token) {
        var _ = context.writeAndFlush(Unpooled.buffer()
                .writeByte(token.readableBytes())
                .writeByte(PONG)
                .writeBytes(token));
    }

    /** Who does not read what is written is not read from either. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        context.channel().config().setAutoRead(context.channel().isWritable());
        context.fireChannelWritabilityChanged();
    }

    /** Says why, and closes. RFC 8323 §5.6 */
    static void abort(ChannelHandlerContext context, String why) {
        var text = why.getBytes(UTF_8);
        context.channel().config().setAutoRead(false);
        var _ = context.writeAndFlush(Unpooled.buffer()
                        .writeByte(13 << 4)
                        .writeByte(1 + text.length - 13)
                        .writeByte(ABORT)
                        .writeByte(LAST)
                        .writeBytes(text))
                .addListener(ChannelFutureListener.CLOSE);
    }
}
