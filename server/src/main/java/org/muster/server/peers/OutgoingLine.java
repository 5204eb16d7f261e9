package org.muster.server.peers;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.muster.model.peer.FromLeader;
import org.muster.model.peer.FromLearner;
import org.muster.model.peer.PeerMessage;
import org.muster.server.peers.OutgoingStream.StreamException;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.peer.LeaderPackets;
import org.muster.wire.peer.LearnerPackets;

/**
 * What waits to go out on one link, in order. Messages are kept as they are, sharing their
 * transactions with all other links, until the socket takes more; a link for which too much waits
 * is closed. Touched on the loop only.
 */
final class OutgoingLine {
    private static final int PIECE_BYTES = 64 << 10;

    /** What a message costs beside its transaction, roughly. */
    private static final int MESSAGE_BYTES = 64;

    private final QuorumLinks links;
    private final QuorumChannel channel;
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final ByteWriter out = new ByteWriter(1 << 10);
    private long waitingBytes;
    private @Nullable OutgoingStream stream;
    private boolean asked;
    private boolean dropped;

    private sealed interface Item {
        record Message(PeerMessage message) implements Item {}

        record Stream(OutgoingStream stream) implements Item {}
    }

    OutgoingLine(QuorumLinks links, QuorumChannel channel) {
        this.links = links;
        this.channel = channel;
    }

    /** Adds a message; {@link #pump} sends it. */
    void add(PeerMessage message) {
        if (!dropped) {
            items.add(new Item.Message(message));
            waitingBytes += cost(message);
        }
    }

    /** Adds a stream. */
    void add(OutgoingStream next) {
        if (dropped) {
            next.close();
        } else {
            items.add(new Item.Stream(next));
        }
    }

    private static int cost(PeerMessage message) {
        return MESSAGE_BYTES
                + switch (message) {
                    case FromLeader.Proposal proposal -> proposal.txn().length();
                    case FromLeader.Inform inform -> inform.txn().length();
                    case FromLearner.Request request -> request.payload().length();
                    case FromLeader _, FromLearner _ -> 0;
                };
    }

    boolean isEmpty() {
        return items.isEmpty() && stream == null;
    }

    /** Sends what the socket takes. */
    void pump() {
        boolean written = false;
        while (!dropped && stream == null && !items.isEmpty() && channel.takesMore()) {
            switch (items.remove()) {
                case Item.Message(PeerMessage message) -> {
                    waitingBytes -= cost(message);
                    encode(message);
                }
                case Item.Stream(OutgoingStream next) -> stream = next;
            }
            if (out.length() >= PIECE_BYTES || stream != null || items.isEmpty()) {
                written |= writeOut();
            }
        }
        written |= writeOut();
        if (written || isEmpty()) {
            channel.flush();
        }
        if (stream != null) {
            askForMore(stream);
        }
        if (waitingBytes > links.settings().maxQueuedBytes()) {
            channel.fail("it takes too little: " + waitingBytes + " bytes wait for it");
        }
    }

    private void encode(PeerMessage message) {
        switch (message) {
            case FromLeader fromLeader -> LeaderPackets.write(out, fromLeader);
            case FromLearner fromLearner -> LearnerPackets.write(out, fromLearner);
        }
    }

    private boolean writeOut() {
        if (out.length() == 0 || dropped) {
            return false;
        }
        channel.write(out.toArray());
        out.clear();
        return true;
    }

    private void askForMore(OutgoingStream active) {
        if (asked || !channel.takesMore()) {
            return;
        }
        asked = true;
        links.work(() -> {
            ByteWriter piece = new ByteWriter(PIECE_BYTES + (PIECE_BYTES >> 2));
            try {
                boolean last = active.step(piece, PIECE_BYTES);
                byte[] bytes = piece.toArray();
                links.loop().execute(() -> came(active, bytes, last));
            } catch (StreamException failure) {
                links.loop().execute(() -> failed(active, failure));
            }
        });
    }

    private void came(OutgoingStream active, byte[] bytes, boolean last) {
        asked = false;
        if (dropped) {
            active.close();
            return;
        }
        channel.write(bytes);
        channel.flush();
        if (last) {
            active.close();
            stream = null;
        }
        pump();
    }

    private void failed(OutgoingStream active, StreamException failure) {
        asked = false;
        active.close();
        stream = null;
        channel.fail(failure.getMessage());
    }

    /** The link is gone. */
    void drop() {
        dropped = true;
        if (stream != null && !asked) {
            stream.close();
        }
        stream = null;
        for (Item item : items) {
            if (item instanceof Item.Stream(OutgoingStream waiting)) {
                waiting.close();
            }
        }
        items.clear();
        waitingBytes = 0;
    }
}
