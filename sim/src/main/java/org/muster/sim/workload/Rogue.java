package org.muster.sim.workload;

import java.util.List;
import java.util.function.Consumer;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.sim.check.Conversation;
import org.muster.sim.check.Oracle;
import org.muster.sim.world.Endpoint;
import org.muster.sim.world.FrameCutter;
import org.muster.sim.world.Rng;
import org.muster.sim.world.SimLink;
import org.muster.sim.world.World;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.jute.ByteWriter;

/**
 * A client that breaks every rule: garbage, half frames, huge lengths, silence, guessed sessions.
 * Nothing it does may harm anybody else.
 */
public final class Rogue {
    private static final String ADDRESS = "10.9.9.9";

    private static final int MAX_FRAME = 1 << 20;

    private final World world;
    private final Oracle oracle;
    private final Listener listener;
    private final Rng rng;
    private final long meanNs;

    /** A rogue in half of all runs. */
    public Rogue(World world, Oracle oracle, Listener listener) {
        this.world = world;
        this.oracle = oracle;
        this.listener = listener;
        this.rng = world.rng().stream("rogue");
        this.meanNs = rng.nextBoolean() ? 0 : rng.logUniform(20_000_000L, 2_000_000_000L);
    }

    /** Begins its mischief. */
    public void start() {
        if (meanNs > 0) {
            world.after(rng.between(1, 2 * meanNs), () -> strike(1));
        }
    }

    private void strike(long number) {
        world.after(rng.between(1, 2 * meanNs), () -> strike(number + 1));
        if (world.happens("rogue", number, "rogue connects")) {
            strike(rng.at(number));
        }
    }

    private void strike(Rng rng) {
        SimLink link = listener.connect(ADDRESS);
        if (link == null) {
            return;
        }
        world.coverage().reached("rogue connected");
        List<Long> sessions = oracle.liveSessions();
        if (rng.chance(0.3) && !sessions.isEmpty()) {
            steal(rng, link, sessions.get(rng.nextInt(sessions.size())));
            return;
        }
        link.toClient().attach(new Ear(_ -> {}));
        byte[] bytes = mischief(rng);
        link.toServer().send(bytes, 0, bytes.length);
        if (rng.nextBoolean()) {
            byte[] garbage = new byte[rng.nextInt(64)];
            rng.nextBytes(garbage);
            link.toServer().send(garbage, 0, garbage.length);
        }
        if (rng.nextBoolean()) {
            world.after(rng.between(0, 500_000_000L), () -> link.reset(true, false));
        } else if (rng.nextBoolean()) {
            link.toServer().end();
        }
    }

    /** Tries to get into somebody's session with a guessed password. */
    private void steal(Rng rng, SimLink link, long session) {
        byte[] guess = new byte[rng.nextInt(18)];
        rng.nextBytes(guess);
        ConnectRequest hello =
                new ConnectRequest(
                        0, 1_000, new SessionId(session), Bytes.owning(guess), false, true);
        Conversation talk = oracle.eavesdrop(hello, ADDRESS);
        FrameCutter cutter = new FrameCutter(MAX_FRAME);
        link.toClient()
                .attach(
                        new Ear(chunk ->
                                cutter.accept(
                                        chunk,
                                        frame -> {
                                            talk.received(frame);
                                            world.coverage().reached("stolen password refused");
                                            return false;
                                        })));
        ByteWriter out = new ByteWriter();
        hello.write(out);
        link.toServer().send(out.array(), 0, out.length());
    }

    private byte[] mischief(Rng rng) {
        ByteWriter out = new ByteWriter();
        switch (rng.nextInt(6)) {
            case 0 -> {
                byte[] garbage = new byte[1 + rng.nextInt(200)];
                rng.nextBytes(garbage);
                return garbage;
            }
            case 1 -> out.writeInt(Integer.MAX_VALUE);
            case 2 -> out.writeInt(-1);
            case 3 -> hello(out, 1 + rng.nextInt(1_000), 0);
            case 4 -> hello(out, 0, Long.MAX_VALUE);
            default -> {
                hello(out, 0, 0);
                frameOfGarbage(rng, out);
            }
        }
        return out.toArray();
    }

    private void hello(ByteWriter out, long session, long lastZxid) {
        Bytes guess = Bytes.owning(new byte[16]);
        new ConnectRequest(lastZxid, 1_000, new SessionId(session), guess, false, true).write(out);
    }

    private void frameOfGarbage(Rng rng, ByteWriter out) {
        int frame = out.beginFrame();
        out.writeInt(rng.nextInt());
        out.writeInt(rng.nextInt(120) - 12);
        byte[] garbage = new byte[rng.nextInt(80)];
        rng.nextBytes(garbage);
        out.writeRaw(garbage, 0, garbage.length);
        out.endFrame(frame);
    }

    /** Hears bytes and cares about nothing else. */
    private record Ear(Consumer<byte[]> hears) implements Endpoint {
        @Override
        public void onBytes(byte[] chunk) {
            hears.accept(chunk);
        }

        @Override
        public void onEnd() {}

        @Override
        public void onReset() {}
    }
}
