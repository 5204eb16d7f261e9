package org.muster.sim.world;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One direction of a link: bytes in order, late, in pieces, or not at all. */
public final class Pipe {
    private final World world;
    private final Rng rng;
    private final LinkOptions options;
    private @Nullable Endpoint receiver;
    private long lastArrivalNs;
    private boolean deaf;
    private boolean cut;
    private boolean ended;
    private long stalledUntilNs;

    Pipe(World world, Rng rng, LinkOptions options) {
        this.world = world;
        this.rng = rng;
        this.options = options;
    }

    /** Who is told of arrivals from now on. */
    public void attach(Endpoint endpoint) {
        receiver = endpoint;
    }

    /** Sends a copy of these bytes; they are lost if the link is cut or half-open. */
    public void send(byte[] bytes, int offset, int length) {
        if (cut || deaf || ended) {
            return;
        }
        int from = offset;
        int end = offset + length;
        while (from < end) {
            int size = end - from;
            if (size > options.maxChunk()) {
                size = 1 + rng.nextInt(options.maxChunk());
            }
            byte[] chunk = Arrays.copyOfRange(bytes, from, from + size);
            from += size;
            world.after(arrivalDelay(), () -> arrive(chunk));
        }
    }

    /** Nothing more will be sent: the receiver hears it after what is under way. */
    public void end() {
        if (cut || deaf || ended) {
            return;
        }
        ended = true;
        world.after(
                arrivalDelay(),
                () -> {
                    if (!cut && receiver != null) {
                        receiver.onEnd();
                    }
                });
    }

    /** From now on bytes vanish and nobody is told: one side of a half-open link. */
    public void goDeaf() {
        deaf = true;
    }

    /** Bytes sent from now on arrive {@code durationNs} later at the earliest. */
    public void stall(long durationNs) {
        stalledUntilNs = world.nowNs() + durationNs;
    }

    void cut(boolean tellReceiver) {
        if (!cut) {
            cut = true;
            if (tellReceiver && receiver != null) {
                receiver.onReset();
            }
        }
    }

    private void arrive(byte[] chunk) {
        if (!cut && receiver != null) {
            receiver.onBytes(chunk);
        }
    }

    private long arrivalDelay() {
        long latency =
                rng.chance(options.tailChance())
                        ? rng.between(options.maxLatencyNs(), options.tailNs())
                        : rng.between(options.minLatencyNs(), options.maxLatencyNs());
        long arrival = Math.max(world.nowNs() + latency, stalledUntilNs);
        lastArrivalNs = Math.max(lastArrivalNs, arrival);
        return lastArrivalNs - world.nowNs();
    }
}
