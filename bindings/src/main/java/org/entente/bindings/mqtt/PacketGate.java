// SPDX-License-Identifier: Apache-2.0
package org.entente.bindings.mqtt;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.entente.bindings.wire.Closings;
import org.jspecify.annotations.Nullable;

/**
 * Looks at nothing but the frames of MQTT before anybody keeps a byte of them: a connection begins with a CONNECT, no
 * packet is larger than allowed, and who sends too many is read more slowly. Not safe for many threads: one for each
 * connection.
 */
final class PacketGate extends ChannelInboundHandlerAdapter {
    private static final int CONNECT = 0x10;
    private static final int PUBLISH = 3;
    private static final int QOS_THREE = 0x06;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final BrokerConfig.Limits limits;
    private final Consumer<Closings.Limit> closings;
    private @Nullable Future<?> hello;
    private boolean greeted;
    private boolean inBody;
    private int headerBytes; // read of the header so far: the type, then up to four of the length
    private int length;
    private int shift;
    private int bodyLeft;
    private long windowStart = System.nanoTime();
    private int inWindow;

    PacketGate(BrokerConfig.Limits limits, Consumer<Closings.Limit> closings) {
        this.limits = limits;
        this.closings = closings;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) throws Exception {
        Runnable close = () -> {
            closings.accept(Closings.Limit.TOO_SLOW);
            close(context);
        };
        hello = context.executor().schedule(close, limits.hello().toMillis(), TimeUnit.MILLISECONDS);
        super.channelActive(context);
    }

    /** What waits for the time to be over would keep the whole connection in memory until then. */
    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        endHello();
        super.channelInactive(context);
    }

    private void endHello() {
        if (hello != null) hello.cancel(false);
        hello = null;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        if (!isAllowed(bytes)) {
            bytes.release();
            close(context);
            return;
        }
        slow(context);
        context.fireChannelRead(bytes);
    }

    private static void close(ChannelHandlerContext context) {
        var _ = context.close();
    }

    private boolean isAllowed(ByteBuf bytes) {
        int at = bytes.readerIndex();
        while (at < bytes.writerIndex()) {
            if (inBody) {
                int some = Math.min(bodyLeft, bytes.writerIndex() - at);
                at += some;
                bodyLeft -= some;
                if (bodyLeft == 0) ended();
            } else if (!isHeader(bytes.getUnsignedByte(at++))) return false;
        }
        return true;
    }

    private boolean isHeader(int octet) {
        if (headerBytes++ == 0) return greeted ? isOfClient(octet) : octet == CONNECT;
        if (headerBytes > 5) return false;
        length |= (octet & 0x7f) << shift;
        shift += 7;
        if ((octet & 0x80) != 0) return headerBytes < 5;
        if (length > limits.messageBytes()) {
            closings.accept(Closings.Limit.TOO_LARGE);
            return false;
        }
        inBody = true;
        bodyLeft = length;
        if (bodyLeft == 0) ended();
        return true;
    }

    /** The first octet of what a client may send later; AUTH needs an agreement that we never make. MQTT 3.1.1 §2.2 */
    private static boolean isOfClient(int octet) {
        return switch (octet) {
            // PUBACK, PUBREC, PUBREL, PUBCOMP, SUBSCRIBE, UNSUBSCRIBE, PINGREQ, DISCONNECT
            case 0x40, 0x50, 0x62, 0x70, 0x82, 0xa2, 0xc0, 0xe0 -> true;
            default -> octet >> 4 == PUBLISH && (octet & QOS_THREE) != QOS_THREE;
        };
    }

    private void ended() {
        if (!greeted) endHello();
        greeted = true;
        inBody = false;
        headerBytes = 0;
        length = 0;
        shift = 0;
        inWindow++;
    }

    /** What comes too fast stays in the network until the second is over. */
    private void slow(ChannelHandlerContext context) {
        long now = System.nanoTime();
        if (now - windowStart >= SECOND) {
            windowStart = now;
            inWindow = 0;
        }
        if (inWindow <= limits.packetsPerSecond() || !context.channel().config().isAutoRead()) return;
        context.channel().config().setAutoRead(false);
        var _ = context.executor()
                .schedule(
                        () -> context.channel().config().setAutoRead(true),
                        windowStart + SECOND - now,
                        TimeUnit.NANOSECONDS);
    }
}
