package org.muster.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.muster.client.machine.Watch;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Stat;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;

/** The reads, each with a watch or without. */
final class Reads {
    private Reads() {}

    static CompletableFuture<Node> data(
            MusterClient client, String path, @Nullable Watch watch, CallOption... options) {
        ZPath target = client.chroot().toServer(path);
        Ask ask = client.ask("get", path, new ReadRequest.GetData(target, watch != null));
        return with(ask, watch)
                .options(target, options)
                .read((response, zxid, resolved) -> {
                    Response.DataAndStat found = (Response.DataAndStat) response;
                    Bytes data = found.data() == null ? Bytes.EMPTY : found.data();
                    return new Node(path, data, found.stat(), new Zxid(zxid));
                });
    }

    static CompletableFuture<Optional<Stat>> stat(
            MusterClient client, String path, @Nullable Watch watch, CallOption... options) {
        ZPath target = client.chroot().toServer(path);
        Ask ask = client.ask("stat", path, new ReadRequest.Exists(target, watch != null));
        return with(ask, watch)
                .options(target, options)
                .read((response, zxid, resolved) ->
                        Optional.of(((Response.StatOnly) response).stat()))
                .exceptionallyCompose(Reads::missing);
    }

    private static CompletableFuture<Optional<Stat>> missing(Throwable thrown) {
        MusterException failure = MusterException.of(thrown);
        return failure.code() == Code.NO_NODE
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.failedFuture(failure);
    }

    static CompletableFuture<Children> children(
            MusterClient client, String path, @Nullable Watch watch, CallOption... options) {
        ZPath target = client.chroot().toServer(path);
        Ask ask =
                client.ask(
                        "children",
                        path,
                        new ReadRequest.GetChildren(Op.GET_CHILDREN2, target, watch != null));
        return with(ask, watch)
                .options(target, options)
                .read((response, zxid, resolved) -> {
                    Response.ChildrenAndStat found = (Response.ChildrenAndStat) response;
                    return new Children(path, names(found.names()), found.stat(), new Zxid(zxid));
                });
    }

    static List<String> names(List<Bytes> raw) {
        List<String> names = new ArrayList<>(raw.size());
        raw.forEach(name -> names.add(name.toUtf8()));
        return List.copyOf(names);
    }

    static CompletableFuture<AccessList> acl(
            MusterClient client, String path, CallOption... options) {
        ZPath target = client.chroot().toServer(path);
        return client.ask("acl", path, new ReadRequest.GetAcl(target))
                .options(target, options)
                .read((response, zxid, resolved) -> {
                    Response.AclAndStat found = (Response.AclAndStat) response;
                    return new AccessList(path, List.copyOf(found.acl()), found.stat());
                });
    }

    static CompletableFuture<List<Id>> identities(MusterClient client, CallOption... options) {
        return client.ask("whoAmI", "", new ReadRequest.WhoAmI())
                .options(ZPath.ROOT, options)
                .read((response, zxid, resolved) -> {
                    List<Id> found = new ArrayList<>();
                    for (Response.ClientInfo info : ((Response.Identities) response).infos()) {
                        found.add(new Id(info.scheme(), info.user()));
                    }
                    return List.copyOf(found);
                });
    }

    /** The servers compare texts: what merely begins like the path is struck out here. */
    static CompletableFuture<List<String>> ephemerals(
            MusterClient client, String path, CallOption... options) {
        ZPath target = client.chroot().toServer(path);
        return client.ask("ephemerals", path, new ReadRequest.GetEphemerals(target))
                .options(target, options)
                .read((response, zxid, resolved) -> {
                    List<String> found = new ArrayList<>();
                    for (ZPath each : ((Response.Ephemerals) response).paths()) {
                        if (each.isAtOrBelow(target)) {
                            found.add(client.chroot().toClient(each));
                        }
                    }
                    return List.copyOf(found);
                });
    }

    static CompletableFuture<Integer> countBelow(
            MusterClient client, String path, CallOption... options) {
        ZPath target = client.chroot().toServer(path);
        return client.ask("countBelow", path, new ReadRequest.GetAllChildrenNumber(target))
                .options(target, options)
                .read((response, zxid, resolved) -> ((Response.Count) response).count());
    }

    private static Ask with(Ask ask, @Nullable Watch watch) {
        return watch == null ? ask : ask.watch(watch);
    }

    /** A read and the watch that goes with it. */
    static <T> CompletableFuture<Watched<T>> watched(
            MusterClient client,
            String path,
            Watch.Kind kind,
            Function<Watch, CompletableFuture<T>> read) {
        CompletableFuture<WatchEvent> change = new CompletableFuture<>();
        Watch.Sink sink = new FirstEvent(client, change);
        Watch watch = new Watch(client.chroot().toServer(path), kind, sink);
        return read.apply(watch)
                .thenApply(value ->
                        new Watched<>(
                                value,
                                change,
                                () ->
                                        client.core()
                                                .input((machine, now) -> machine.unwatch(watch))));
    }
}
