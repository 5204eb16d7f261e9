package org.muster.sim.host;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.muster.model.peer.PeerMessage;
import org.muster.sim.world.Flow;

/** One end of a quorum connection: what is sent here leaves in order, streams included. */
final class PeerEnd implements PeerNet.Breakable {
    /** More than one message, made as the line takes them. */
    interface Stream {
        /** Sends the next part; true if that was all. */
        boolean step(PeerEnd end);

        /** It is not wanted any more. */
        void close();
    }

    private final long link;
    private final PeerTask owner;
    private final Flow out;
    private final boolean dialled;
    private final StreamCheck check;
    private final Deque<Object> waiting = new ArrayDeque<>();
    private @Nullable PeerEnd other;
    private @Nullable Stream stream;
    private boolean closed;

    PeerEnd(long link, PeerTask owner, Flow out, boolean dialled) {
        this.check = new StreamCheck(owner.agreement());
        this.link = link;
        this.owner = owner;
        this.out = out;
        this.dialled = dialled;
    }

    void joins(PeerEnd far) {
        other = far;
    }

    long link() {
        return link;
    }

    boolean isDialled() {
        return dialled;
    }

    void send(PeerMessage message) {
        if (closed) {
            return;
        }
        if (stream == null) {
            transmit(message);
        } else {
            waiting.add(message);
        }
    }

    void send(Stream next) {
        if (closed) {
            next.close();
        } else if (stream == null) {
            begin(next);
        } else {
            waiting.add(next);
        }
    }

    private void begin(Stream next) {
        stream = next;
        owner.soon(this::step);
    }

    private void step() {
        Stream current = stream;
        if (closed || current == null) {
            return;
        }
        if (!current.step(this)) {
            owner.soon(this::step);
            return;
        }
        current.close();
        stream = null;
        while (stream == null && !waiting.isEmpty()) {
            Object next = waiting.remove();
            if (next instanceof Stream another) {
                begin(another);
            } else {
                transmit((PeerMessage) next);
            }
        }
    }

    /** Sends past what waits: for streams. */
    void transmit(PeerMessage message) {
        PeerEnd far = other;
        if (far != null && !closed) {
            check.says(message);
            PeerMessage copy = owner.asReceived(message);
            out.carry(() -> far.arrive(copy));
        }
    }

    private void arrive(PeerMessage message) {
        if (!closed) {
            check.heard(message);
            owner.received(this, message);
        } else if (owner.machineAnswers()) {
            // A socket that is gone answers with a reset.
            tellOther();
        }
    }

    /** The owner wants no more of it. */
    void close() {
        if (!closed) {
            drop();
            tellOther();
        }
    }

    /** The process is gone; the other end hears of it only if {@code told}. */
    void end(boolean told) {
        if (!closed) {
            drop();
            if (told) {
                tellOther();
            }
        }
    }

    private void drop() {
        closed = true;
        waiting.clear();
        if (stream != null) {
            stream.close();
            stream = null;
        }
        owner.forget(this);
    }

    private void tellOther() {
        PeerEnd far = other;
        if (far != null) {
            out.carry(far::gone);
        }
    }

    private void gone() {
        if (!closed) {
            drop();
            owner.closed(this);
        }
    }

    /** It cannot go on sending: both sides lose it. */
    void breakDown() {
        if (!closed) {
            drop();
            owner.closed(this);
            tellOther();
        }
    }

    @Override
    public void reset(boolean tellDialler, boolean tellAcceptor) {
        PeerEnd far = other;
        if (tellDialler) {
            gone();
        }
        if (tellAcceptor && far != null) {
            far.gone();
        }
    }
}
