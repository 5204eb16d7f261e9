package org.muster.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;

/** Several reads in one request, or one after another where the servers do not know that. */
final class Batches {
    private static final int MOST = 256;

    private Batches() {}

    static CompletableFuture<List<ReadResult>> read(
            MusterClient client, List<ReadOp> ops, CallOption... options) {
        List<CompletableFuture<List<ReadResult>>> parts = new ArrayList<>();
        int size = client.core().hasOldServers() ? 1 : MOST;
        for (int from = 0; from < ops.size(); from += size) {
            List<ReadOp> part = ops.subList(from, Math.min(ops.size(), from + size));
            parts.add(
                    size == 1 ? single(client, part.get(0), options) : many(client, part, options));
        }
        CompletableFuture<Void> all =
                CompletableFuture.allOf(parts.toArray(new CompletableFuture<?>[0]));
        return all.thenApply(done -> {
            List<ReadResult> results = new ArrayList<>(ops.size());
            parts.forEach(part -> results.addAll(part.join()));
            return List.copyOf(results);
        });
    }

    private static CompletableFuture<List<ReadResult>> single(
            MusterClient client, ReadOp op, CallOption... options) {
        CompletableFuture<ReadResult> result =
                op instanceof ReadOp.Data
                        ? client.get(op.path(), options).thenApply(ReadResult.Data::new)
                        : client.children(op.path(), options)
                                .thenApply(found -> new ReadResult.Names(op.path(), found.names()));
        return result.exceptionallyCompose(Batches::refused).thenApply(List::of);
    }

    /** A refusal is a result; that there is no answer concerns the whole batch. */
    private static CompletableFuture<ReadResult> refused(Throwable thrown) {
        MusterException failure = MusterException.of(thrown);
        return failure instanceof NodeException || failure instanceof AccessException
                ? CompletableFuture.completedFuture(new ReadResult.Failed(failure))
                : CompletableFuture.failedFuture(failure);
    }

    private static CompletableFuture<List<ReadResult>> many(
            MusterClient client, List<ReadOp> ops, CallOption... options) {
        List<ReadRequest> requests = new ArrayList<>(ops.size());
        for (ReadOp op : ops) {
            ZPath target = client.chroot().toServer(op.path());
            requests.add(
                    op instanceof ReadOp.Data
                            ? new ReadRequest.GetData(target, false)
                            : new ReadRequest.GetChildren(Op.GET_CHILDREN, target, false));
        }
        List<ReadOp> asked = List.copyOf(ops);
        return client.ask("readBatch", "", new ReadRequest.MultiRead(requests))
                .options(ZPath.ROOT, options)
                .read((response, zxid, resolved) -> {
                    List<Response.Result> found = ((Response.Multi) response).results();
                    List<ReadResult> results = new ArrayList<>(found.size());
                    for (int i = 0; i < found.size(); i++) {
                        results.add(result(asked.get(i).path(), found.get(i), zxid));
                    }
                    return results;
                });
    }

    private static ReadResult result(String path, Response.Result result, long zxid) {
        if (result instanceof Response.Result.Failed failed) {
            return new ReadResult.Failed(
                    Problem.refused(failed.code(), "readBatch", path).exception());
        }
        Response body = ((Response.Result.Done) result).body();
        if (body instanceof Response.DataAndStat data) {
            Bytes bytes = data.data() == null ? Bytes.EMPTY : data.data();
            return new ReadResult.Data(new Node(path, bytes, data.stat(), new Zxid(zxid)));
        }
        return new ReadResult.Names(path, Reads.names(((Response.Children) body).names()));
    }
}
