// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.coap;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;
import java.util.function.Consumer;
import org.entente.bindings.wire.Closings;

/** Cuts a stream into messages, and ends one that announces more than may come. RFC 8323 §3.2. */
final class Frames extends ByteToMessageDecoder {
    private static final int LONGEST_TOKEN = 8;

    private final int most;
    private final Consumer<Closings.Limit> closings;

    /** @param most bytes of a message behind its token */
    Frames(int most, Consumer<Closings.Limit> closings) {
        this.most = most;
        this.closings = closings;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int first = in.getUnsignedByte(in.readerIndex());
        int extended = extended(first >> 4);
        if (in.readableBytes() < 1 + extended) return;
        int token = first & 0x0F;
        long length = length(in, first >> 4);
        if (token > LONGEST_TOKEN || length > most) {
            in.skipBytes(in.readableBytes());
            if (length > most) closings.accept(Closings.Limit.TOO_LARGE);
            Signals.abort(context, token > LONGEST_TOKEN ? "a token is too long" : "a message is too long");
            return;
        }
        long whole = 1 + extended + 1 + token + length;
        if (in.readableBytes() >= whole) out.add(in.readRetainedSlice((int) whole));
    }

    /** How many bytes of length follow the first byte of a message. */
    private static int extended(int nibble) {
        return switch (nibble) {
            case 13 -> 1;
            case 14 -> 2;
            case 15 -> 4;
            default -> 0;
        };
    }

    /** Of a whole message. */
    static int code(ByteBuf frame) {
        return frame.getUnsignedByte(behindLength(frame));
    }

    /** Of a whole message; a part of its bytes. */
    static ByteBuf token(ByteBuf frame) {
        int length = frame.getUnsignedByte(frame.readerIndex()) & 0x0F;
        return frame.slice(behindLength(frame) + 1, length);
    }

    /** The options and the payload of a whole message; a part of its bytes. */
    static ByteBuf behindToken(ByteBuf frame) {
        int length = frame.getUnsignedByte(frame.readerIndex()) & 0x0F;
        return frame.slice().skipBytes(behindLength(frame) - frame.readerIndex() + 1 + length);
    }

    private static int behindLength(ByteBuf frame) {
        return frame.readerIndex() + 1 + extended(frame.getUnsignedByte(frame.readerIndex()) >> 4);
    }

    private static long length(ByteBuf in, int nibble) {
        int at = in.readerIndex() + 1;
        return switch (nibble) {
            case 13 -> in.getUnsignedByte(at) + 13;
            case 14 -> in.getUnsignedShort(at) + 269;
            case 15 -> in.getUnsignedInt(at) + 65_805;
            default -> nibble;
        };
    }
}
