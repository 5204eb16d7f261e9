package org.muster.sim.host;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.replica.front.Connection;
import org.muster.replica.front.LinkPort;
import org.muster.sim.world.Endpoint;
import org.muster.sim.world.FrameCutter;
import org.muster.sim.world.SimLink;

/** The server's end of one connection: its socket and the buffers of the operating system. */
final class ServerLink implements LinkPort, Endpoint {
    private static final long SOCKET_BUFFER_BYTES = 4_096;

    private final SimLink link;
    private final String address;
    private final FrontTask front;
    private final FrameCutter inbound;
    private final FrameCutter outbound = new FrameCutter(Integer.MAX_VALUE);
    private final List<byte[]> unread = new ArrayList<>();
    private @Nullable Connection connection;
    private boolean reading = true;
    private boolean ended;
    private boolean reset;
    private boolean closed;
    private boolean greeted;
    private long session;
    private long untaken;

    ServerLink(SimLink link, String address, FrontTask front, int maxFrameBytes) {
        this.link = link;
        this.address = address;
        this.front = front;
        this.inbound = new FrameCutter(maxFrameBytes);
        link.toServer().attach(this);
    }

    SimLink link() {
        return link;
    }

    String address() {
        return address;
    }

    @Nullable Connection connection() {
        return connection;
    }

    void accepted(Connection given) {
        connection = given;
    }

    boolean isClosed() {
        return closed;
    }

    /** The session that its handshake gave it, 0 before. */
    long session() {
        return session;
    }

    boolean isReading() {
        return reading;
    }

    boolean hasEnded() {
        return ended;
    }

    boolean wasReset() {
        return reset;
    }

    /** The bytes that may be read now. */
    List<byte[]> takeUnread() {
        if (!reading) {
            return List.of();
        }
        List<byte[]> taken = new ArrayList<>(unread);
        unread.clear();
        return taken;
    }

    FrameCutter inbound() {
        return inbound;
    }

    @Override
    public void onBytes(byte[] chunk) {
        if (!closed) {
            unread.add(chunk);
            front.wake(this);
        }
    }

    @Override
    public void onEnd() {
        ended = true;
        front.wake(this);
    }

    @Override
    public void onReset() {
        reset = true;
        front.wake(this);
    }

    @Override
    public String remote() {
        return "/" + address + ":" + (1024 + link.id());
    }

    @Override
    public long send(byte[] source, int offset, int length) {
        byte[] copy = java.util.Arrays.copyOfRange(source, offset, offset + length);
        outbound.accept(
                copy,
                frame -> {
                    judge(frame);
                    return true;
                });
        link.toClient().send(source, offset, length);
        if (!front.clientTakes(this)) {
            untaken += length;
        }
        return untaken();
    }

    /** Bytes sent that the client has not taken, beyond what the socket holds. */
    long untaken() {
        return Math.max(0, untaken - SOCKET_BUFFER_BYTES);
    }

    /** The client reads again; true if the socket had more than it could hold. */
    boolean drain() {
        boolean full = untaken > SOCKET_BUFFER_BYTES;
        untaken = 0;
        return full;
    }

    private void judge(byte[] frame) {
        java.nio.ByteBuffer in = java.nio.ByteBuffer.wrap(frame);
        if (!greeted) {
            greeted = true;
            session = in.getLong(8);
            return;
        }
        front.emitting(in.getLong(4));
    }

    @Override
    public void close() {
        closed = true;
        link.toClient().end();
    }

    @Override
    public void stopReading() {
        reading = false;
        front.stopsReading(this);
    }

    @Override
    public void resumeReading() {
        reading = true;
        front.wake(this);
    }
}
