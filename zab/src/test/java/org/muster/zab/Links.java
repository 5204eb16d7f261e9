package org.muster.zab;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;

/** One node's ends of its quorum connections; each keeps its order. */
final class Links {
    private final Ensemble world;
    private final Node owner;
    private final Map<Long, End> ends = new LinkedHashMap<>();

    /** What one end knows of the other. */
    private static final class End {
        final Node peer;
        final long peerLink;
        final int peerLife;
        long freeNs;

        End(Node peer, long peerLink, int peerLife) {
            this.peer = peer;
            this.peerLink = peerLink;
            this.peerLife = peerLife;
        }
    }

    Links(Ensemble world, Node owner) {
        this.world = world;
        this.owner = owner;
    }

    /** Who is at the other end; null if there is none any more. */
    @Nullable Node peer(long link) {
        End end = ends.get(link);
        return end == null ? null : end.peer;
    }

    private void connect(Node other) {
        long mine = world.nextLink();
        long theirs = world.nextLink();
        ends.put(mine, new End(other, theirs, other.life()));
        other.links().ends.put(theirs, new End(owner, mine, owner.life()));
        other.run(other.life(), () -> other.input(new ZabInput.Accepted(theirs)));
        owner.input(new ZabInput.Connected(mine, other.id));
    }

    /** Connects to {@code leader} in a moment, if it is there by then. */
    void dial(ServerId leader) {
        int at = owner.life();
        Node other = world.nodes.get(leader);
        world.at(
                world.within(world.delayMs),
                () -> {
                    boolean there =
                            other != null
                                    && other.isRunning()
                                    && !world.isCut(owner.id, leader)
                                    && !world.isCut(leader, owner.id);
                    owner.run(
                            at,
                            () -> {
                                if (there && other != null && other.isRunning()) {
                                    connect(other);
                                } else {
                                    owner.input(new ZabInput.ConnectFailed(leader));
                                }
                            });
                });
    }

    void closeAll() {
        List.copyOf(ends.keySet()).forEach(this::close);
    }

    void close(long link) {
        End gone = ends.remove(link);
        if (gone != null) {
            ServerId by = owner.id;
            world.at(
                    Math.max(gone.freeNs, world.within(world.delayMs)),
                    () -> gone.peer.links().lost(gone.peerLink, gone.peerLife, by));
        }
    }

    private void lost(long link, int ofLife, ServerId by) {
        if (!world.isCut(by, owner.id)) {
            owner.run(
                    ofLife,
                    () -> {
                        if (ends.remove(link) != null) {
                            owner.input(new ZabInput.Closed(link));
                        }
                    });
        }
    }

    /** Sends what {@code input} makes of the other end's number. */
    void send(long link, LongFunction<ZabInput> input) {
        End over = ends.get(link);
        if (over == null || world.isCut(owner.id, over.peer.id)) {
            return;
        }
        over.freeNs = Math.max(world.within(world.delayMs), over.freeNs);
        ZabInput arriving = input.apply(over.peerLink);
        world.at(
                over.freeNs,
                () -> {
                    if (!world.isCut(owner.id, over.peer.id)) {
                        over.peer.links().arrives(over.peerLink, over.peerLife, arriving);
                    }
                });
    }

    private void arrives(long link, int ofLife, ZabInput input) {
        owner.run(
                ofLife,
                () -> {
                    if (ends.containsKey(link)) {
                        owner.input(input);
                    }
                });
    }
}
