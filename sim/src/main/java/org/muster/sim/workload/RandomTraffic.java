package org.muster.sim.workload;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.WatcherType;
import org.muster.model.request.WriteRequest;
import org.muster.sim.world.Rng;

/** Draws requests that collide: few znodes, all operations, right and wrong versions. */
final class RandomTraffic implements Traffic {
    private static final String[] PARENTS = {"/r", "/q", "/e", "/c", "/s"};
    private static final String[] ODD_PATHS = {
        "/",
        "/zookeeper",
        "/zookeeper/config",
        "/r/",
        "r",
        "//r",
        "/r/../q",
        "/nope/deep/x",
        "/r/a\u0001b",
        "/r/\u00e9\u4e2d",
        "/zookeeper/quota"
    };

    private static final int TTL_ZNODES = 8;
    private static final List<WatcherType> WATCHER_TYPES = List.of(WatcherType.values());

    /**
     * What each request is made of: a stream of its own, so that one is the same without others.
     */
    private final Rng requests;

    private final LoadShape shape;
    private Rng rng;
    private long made;
    private int started;
    private int written;
    private final QuotaTraffic quotas = new QuotaTraffic();

    RandomTraffic(Rng rng, LoadShape shape) {
        this.requests = rng;
        this.rng = rng;
        this.shape = shape;
    }

    @Override
    public Request next() {
        rng = requests.at(made++);
        if (started < PARENTS.length) {
            return new WriteRequest.Create(
                    Op.CREATE, ZPath.of(PARENTS[started++]), Bytes.EMPTY, Acl.OPEN, 0, -1);
        }
        if (rng.chance(shape.closeShare())) {
            return new WriteRequest.CloseSession();
        }
        if (rng.chance(shape.watchShare() * 0.15)) {
            return watchRequest();
        }
        if (rng.chance(0.04)) {
            return new LinkRequest.Sync(ZPath.of("/"));
        }
        if (rng.chance(shape.readShare())) {
            return read();
        }
        return rng.chance(shape.multiShare()) ? multi() : write(false);
    }

    private Request watchRequest() {
        ZPath path = ZPath.of(rng.chance(0.3) ? parent() : somePath());
        WatcherType type = WATCHER_TYPES.get(rng.nextInt(WATCHER_TYPES.size()));
        return switch (rng.nextInt(6)) {
            case 0 -> new LinkRequest.RemoveWatches(path, type);
            case 1 -> new LinkRequest.CheckWatches(path, type);
            default -> new LinkRequest.AddWatch(path, rng.nextBoolean());
        };
    }

    private ReadRequest read() {
        boolean quota = rng.chance(shape.quotaShare() * 0.5);
        ZPath path = ZPath.of(quota ? quotas.someZnode(rng) : somePath());
        boolean watch = rng.chance(shape.watchShare());
        return switch (rng.nextInt(16)) {
            case 0, 1, 2 -> new ReadRequest.Exists(path, watch);
            case 3, 4, 5, 6 -> new ReadRequest.GetData(path, watch);
            case 7, 8 -> new ReadRequest.GetChildren(Op.GET_CHILDREN, ZPath.of(parent()), watch);
            case 9, 10 -> new ReadRequest.GetChildren(Op.GET_CHILDREN2, ZPath.of(parent()), watch);
            case 11 -> new ReadRequest.GetAcl(path);
            case 12 -> new ReadRequest.GetAllChildrenNumber(ZPath.of(parent()));
            case 13 -> new ReadRequest.GetEphemerals(rng.nextBoolean() ? null : ZPath.of("/e/k"));
            case 14 ->
                    new ReadRequest.MultiRead(
                            List.of(
                                    new ReadRequest.GetData(path, false),
                                    new ReadRequest.GetChildren(
                                            Op.GET_CHILDREN, ZPath.of(parent()), false),
                                    new ReadRequest.GetData(ZPath.of(somePath()), false)));
            default -> new ReadRequest.WhoAmI();
        };
    }

    private WriteRequest multi() {
        List<WriteRequest> ops = new ArrayList<>();
        int size = rng.nextInt(1 + rng.nextInt(8));
        for (int i = 0; i <= size; i++) {
            ops.add(
                    rng.chance(0.25)
                            ? new WriteRequest.Check(ZPath.of(somePath()), version())
                            : write(true));
        }
        return new WriteRequest.Multi(ops);
    }

    private WriteRequest write(boolean inMulti) {
        if (rng.chance(shape.quotaShare())) {
            return quotas.write(rng);
        }
        if (rng.chance(shape.ttlShare())) {
            return rng.chance(0.4) ? createTtl() : keepTtl();
        }
        String path = somePath();
        return switch (rng.nextInt(inMulti ? 11 : 13)) {
            case 0, 1, 2, 3 -> new WriteRequest.SetData(ZPath.of(path), data(), version());
            case 4, 5 -> new WriteRequest.Delete(ZPath.of(path), version());
            case 6, 7 -> createSomething(path);
            case 8, 9 -> {
                boolean own = rng.chance(shape.ephemeralShare());
                Op op = rng.nextBoolean() ? Op.CREATE : Op.CREATE2;
                yield create(op, "/q/n-", own ? 3 : 2);
            }
            case 10 -> special();
            case 11 -> new WriteRequest.SetAcl(ZPath.of(path), acl(), version());
            default -> create(Op.CREATE2, path, inMulti ? 0 : rng.nextInt(3));
        };
    }

    private WriteRequest createSomething(String path) {
        boolean own = rng.chance(shape.ephemeralShare());
        int flags = !rng.chance(shape.oddShare()) ? (own ? 1 : 0) : rng.nextInt(4);
        return create(rng.nextBoolean() ? Op.CREATE : Op.CREATE2, path, flags);
    }

    private WriteRequest special() {
        if (rng.nextBoolean()) {
            String path = rng.nextBoolean() ? "/c/k" + rng.nextInt(2) : "/c/k0/x" + rng.nextInt(2);
            boolean inside = path.indexOf('x') > 0;
            return create(inside ? Op.CREATE : Op.CREATE_CONTAINER, path, inside ? 0 : 4);
        }
        return createTtl();
    }

    private WriteRequest createTtl() {
        return new WriteRequest.Create(
                Op.CREATE_TTL,
                ZPath.of("/c/t" + rng.nextInt(TTL_ZNODES)),
                data(),
                Acl.OPEN,
                rng.chance(0.8) ? 5 : 6,
                rng.chance(0.5) ? rng.between(1, 300) : rng.between(1, 4_000));
    }

    private WriteRequest keepTtl() {
        return new WriteRequest.SetData(ZPath.of("/c/t" + rng.nextInt(TTL_ZNODES)), data(), -1);
    }

    private WriteRequest create(Op op, String path, int flags) {
        return new WriteRequest.Create(op, ZPath.of(path), data(), acl(), flags, -1);
    }

    private List<Acl> acl() {
        if (!rng.chance(shape.oddShare())) {
            return Acl.OPEN;
        }
        return switch (rng.nextInt(6)) {
            case 0 -> List.of();
            case 1 -> List.of(new Acl(Perms.ALL, new Id("auth", "")));
            case 2 -> List.of(new Acl(Perms.ALL, new Id("world", "nobody")));
            case 3 ->
                    List.of(
                            new Acl(Perms.READ, Id.ANYONE),
                            new Acl(Perms.ALL, new Id("digest", "u0:nobody")));
            case 4 -> List.of(new Acl(Perms.READ | Perms.ADMIN, Id.ANYONE));
            default -> List.of(new Acl(Perms.ALL, new Id("digest", "u1:nobody")));
        };
    }

    private @Nullable Bytes data() {
        if (rng.chance(0.02)) {
            return null;
        }
        int length = rng.nextInt(1 + rng.nextInt(shape.dataBytes()));
        byte[] text = ("d" + written++ + "-").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] bytes = new byte[Math.max(length, 0)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = text[i % text.length];
        }
        return Bytes.owning(bytes);
    }

    private int version() {
        return rng.chance(0.6) ? -1 : rng.nextInt(4);
    }

    private String parent() {
        return PARENTS[rng.nextInt(PARENTS.length)];
    }

    private String somePath() {
        if (rng.chance(shape.oddShare() * 0.3)) {
            return ODD_PATHS[rng.nextInt(ODD_PATHS.length)];
        }
        String key = "/k" + rng.nextInt(shape.keys());
        return (rng.chance(0.6) ? "/r" : parent()) + key;
    }
}
