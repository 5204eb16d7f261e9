package org.muster.sim.world;

/** A connection between a client and the server: two pipes that break together. */
public final class SimLink {
    private final long id;
    private final Pipe toServer;
    private final Pipe toClient;
    private boolean broken;

    /** A link whose delays are drawn from its own stream. */
    public SimLink(World world, long id, LinkOptions options) {
        this.id = id;
        this.toServer = new Pipe(world, world.rng().stream("link.up", id), options);
        this.toClient = new Pipe(world, world.rng().stream("link.down", id), options);
    }

    /** Its number, unique in the run. */
    public long id() {
        return id;
    }

    /** What the client writes and the server reads. */
    public Pipe toServer() {
        return toServer;
    }

    /** What the server writes and the client reads. */
    public Pipe toClient() {
        return toClient;
    }

    /** Whether it was reset. */
    public boolean isBroken() {
        return broken;
    }

    /** Breaks the link at once in both directions; each side that {@code tell}s hears of it. */
    public void reset(boolean tellServer, boolean tellClient) {
        if (!broken) {
            broken = true;
            toServer.cut(tellServer);
            toClient.cut(tellClient);
        }
    }
}
