package org.muster.sim.workload;

import java.util.ArrayList;
import java.util.List;
import org.muster.sim.world.Endpoint;
import org.muster.sim.world.FrameCutter;
import org.muster.sim.world.SimLink;

/** Reads one connection of a client; what comes on an abandoned one is nobody's. */
final class ClientReader implements Endpoint {
    /** The client whose connection it is. */
    interface Owner {
        /** Whether {@code link} is still its connection. */
        boolean uses(SimLink link);

        /** Whether it reads nothing for now. */
        boolean isAsleep();

        /** Bytes are about to be read. */
        void onChunk(byte[] chunk);

        /** A whole frame came. */
        void onFrame(byte[] frame);

        /** The server has closed the connection in good order. */
        void onClosed();

        /** The connection is gone. */
        void onLost(SimLink link);
    }

    private static final int MAX_FRAME = 4 << 20;

    private final SimLink mine;
    private final Owner owner;
    private final FrameCutter cutter = new FrameCutter(MAX_FRAME);
    private final List<byte[]> unread = new ArrayList<>();
    private boolean gone;

    ClientReader(SimLink mine, Owner owner) {
        this.mine = mine;
        this.owner = owner;
    }

    @Override
    public void onBytes(byte[] chunk) {
        if (!owner.uses(mine)) {
            return;
        }
        if (owner.isAsleep()) {
            unread.add(chunk);
            return;
        }
        owner.onChunk(chunk);
        cutter.accept(
                chunk,
                frame -> {
                    owner.onFrame(frame);
                    return owner.uses(mine);
                });
    }

    @Override
    public void onEnd() {
        if (owner.uses(mine)) {
            owner.onClosed();
        }
        onReset();
    }

    @Override
    public void onReset() {
        if (!owner.uses(mine)) {
            return;
        }
        if (owner.isAsleep()) {
            gone = true;
            return;
        }
        owner.onLost(mine);
    }

    /** The client is awake and reads what has come meanwhile. */
    void wake() {
        List<byte[]> waiting = List.copyOf(unread);
        unread.clear();
        waiting.forEach(this::onBytes);
        if (gone) {
            onReset();
        }
    }
}
