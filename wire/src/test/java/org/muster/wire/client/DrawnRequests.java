package org.muster.wire.client;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Request;
import org.muster.model.request.WatcherType;
import org.muster.model.request.WriteRequest;

/** Draws requests of every kind a client can send. */
final class DrawnRequests {
    private final RandomGenerator random;

    DrawnRequests(RandomGenerator random) {
        this.random = random;
    }

    Request next() {
        return switch (random.nextInt(4)) {
            case 0 -> write();
            case 1 -> read();
            case 2 -> link();
            default -> watching();
        };
    }

    private Request write() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> create(random.nextInt(9) - 1, false);
            case 2 -> new WriteRequest.Delete(path(), number());
            case 3 -> new WriteRequest.SetData(path(), data(), number());
            case 4 ->
                    new WriteRequest.SetAcl(path(), random.nextBoolean() ? null : acl(), number());
            case 5 -> new WriteRequest.Multi(listOf(this::multiPart));
            case 6 -> new WriteRequest.Reconfig(text(), text(), text(), random.nextLong());
            default -> new WriteRequest.CloseSession();
        };
    }

    private WriteRequest multiPart() {
        return switch (random.nextInt(4)) {
            case 0 -> create(random.nextInt(4), true);
            case 1 -> new WriteRequest.Delete(path(), number());
            case 2 -> new WriteRequest.SetData(path(), data(), number());
            default -> new WriteRequest.Check(path(), number());
        };
    }

    /** In a multi only what decodes to itself: the rest is normalised or refused. */
    private WriteRequest create(int flags, boolean inMulti) {
        Op op =
                new Op[] {Op.CREATE, Op.CREATE2, Op.CREATE_CONTAINER, Op.CREATE_TTL}
                        [random.nextInt(4)];
        boolean ttl = op == Op.CREATE_TTL;
        return new WriteRequest.Create(
                op,
                inMulti || random.nextInt(8) > 0 ? path() : null,
                data(),
                inMulti || random.nextInt(8) > 0 ? acl() : null,
                inMulti && ttl ? 5 + random.nextInt(2) : flags,
                ttl ? random.nextLong() : -1);
    }

    private Request read() {
        return switch (random.nextInt(8)) {
            case 0 -> new ReadRequest.Exists(path(), random.nextBoolean());
            case 1 -> new ReadRequest.GetData(path(), random.nextBoolean());
            case 2 -> new ReadRequest.GetAcl(path());
            case 3 -> new ReadRequest.GetChildren(Op.GET_CHILDREN, path(), random.nextBoolean());
            case 4 -> new ReadRequest.GetChildren(Op.GET_CHILDREN2, path(), random.nextBoolean());
            case 5 -> new ReadRequest.GetAllChildrenNumber(path());
            case 6 -> new ReadRequest.GetEphemerals(random.nextBoolean() ? null : path());
            default ->
                    new ReadRequest.MultiRead(
                            listOf(() ->
                                    random.nextBoolean()
                                            ? new ReadRequest.GetData(path(), false)
                                            : new ReadRequest.GetChildren(
                                                    Op.GET_CHILDREN, path(), false)));
        };
    }

    private Request link() {
        return switch (random.nextInt(5)) {
            case 0 -> new LinkRequest.Ping();
            case 1 -> new LinkRequest.Sync(random.nextBoolean() ? null : path());
            case 2 -> new LinkRequest.Auth(text(), data());
            case 3 -> new LinkRequest.Sasl(data());
            default -> new ReadRequest.WhoAmI();
        };
    }

    private Request watching() {
        WatcherType[] types = WatcherType.values();
        boolean second = random.nextBoolean();
        return switch (random.nextInt(4)) {
            case 0 -> new LinkRequest.AddWatch(path(), random.nextBoolean());
            case 1 -> new LinkRequest.RemoveWatches(path(), types[random.nextInt(types.length)]);
            case 2 -> new LinkRequest.CheckWatches(path(), types[random.nextInt(types.length)]);
            default ->
                    new LinkRequest.SetWatches(
                            second ? Op.SET_WATCHES2 : Op.SET_WATCHES,
                            random.nextLong(),
                            listOf(this::path),
                            listOf(this::path),
                            listOf(this::path),
                            second ? listOf(this::path) : List.of(),
                            second ? listOf(this::path) : List.of());
        };
    }

    private <T> List<T> listOf(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
            list.add(element.get());
        }
        return list;
    }

    private ZPath path() {
        String[] names = {
            "", "/", "/a", "/a/b", "/\u00e4\u00f6", "no-slash", "/\u65e5\u672c\u8a9e/x"
        };
        return ZPath.of(names[random.nextInt(names.length)]);
    }

    private @Nullable Bytes data() {
        if (random.nextInt(4) == 0) {
            return null;
        }
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return Bytes.owning(bytes);
    }

    private @Nullable String text() {
        return random.nextInt(4) == 0 ? null : "text-" + random.nextInt(100);
    }

    private int number() {
        return random.nextInt(5) - 1;
    }

    private List<Acl> acl() {
        return listOf(() ->
                new Acl(random.nextInt(32), new Id("digest", "u" + random.nextInt(3) + ":x")));
    }
}
