package org.muster.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.muster.client.machine.Proof;
import org.muster.model.ErrorCode;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Response;

/** Transactions, from what a program wants to what became of it. */
final class Transactions {
    private Transactions() {}

    static CompletableFuture<TxnResult> submit(
            MusterClient client, Txn txn, CallOption... options) {
        return client.ask("txn", "", txn.request(client.chroot()))
                .proof(Proof.None.INSTANCE)
                .options(ZPath.ROOT, options)
                .read((response, zxid, resolved) ->
                        result(client.chroot(), txn, (Response.Multi) response, zxid));
    }

    private static TxnResult result(Chroot chroot, Txn txn, Response.Multi reply, long zxid) {
        List<OpResult> results = new ArrayList<>();
        for (int i = 0; i < reply.results().size(); i++) {
            Response.Result result = reply.results().get(i);
            if (result instanceof Response.Result.Failed failed) {
                // Those before the one that failed say "ok", those behind it "another failed".
                if (failed.code() != ErrorCode.OK.code()) {
                    Problem problem = Problem.refused(failed.code(), "txn", txn.path(i));
                    return new TxnResult.Aborted(i, problem.exception());
                }
            } else if (result instanceof Response.Result.Done done) {
                results.add(done(chroot, txn.path(i), done.body()));
            }
        }
        return new TxnResult.Committed(List.copyOf(results), new Zxid(zxid));
    }

    private static OpResult done(Chroot chroot, String path, Response body) {
        if (body instanceof Response.PathAndStat created) {
            return new OpResult(chroot.toClient(created.path()), Optional.of(created.stat()));
        }
        if (body instanceof Response.StatOnly set) {
            return new OpResult(path, Optional.of(set.stat()));
        }
        return new OpResult(path, Optional.empty());
    }
}
