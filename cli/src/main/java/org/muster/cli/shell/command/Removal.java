package org.muster.cli.shell.command;

import java.util.ArrayList;
import java.util.List;
import org.muster.client.Blocking;
import org.muster.client.Code;
import org.muster.client.Expect;
import org.muster.client.MusterException;
import org.muster.client.Txn;
import org.muster.client.TxnResult;

/** Deletes whole subtrees, the deepest nodes first, some hundred in a transaction. */
public final class Removal {
    /** How many nodes go in a transaction unless the user says otherwise. */
    public static final int BATCH = 500;

    private static final int ROUNDS = 5;

    private final Context context;
    private final int batch;

    /** A way to delete {@code batch} nodes at a time. */
    public Removal(Context context, int batch) {
        this.context = context;
        this.batch = batch;
    }

    /**
     * All paths at and below {@code path}, each behind the one above it; fails if it is missing.
     */
    public List<String> list(String path) throws InterruptedException {
        if (Paths.isAtOrBelow(path, "/zookeeper") || path.equals("/")) {
            throw ShellFailure.usage(path + " is not to be deleted as a whole");
        }
        List<String> paths = new ArrayList<>();
        int code =
                new Subtree(context, Subtree.Detail.NAME, Integer.MAX_VALUE)
                        .visit(path, visit -> paths.add(visit.path()));
        if (code != ExitCode.OK) {
            throw new ShellFailure(code, "not all below " + path + " can be seen");
        }
        return paths;
    }

    /** Deletes what {@link #list} has given, and what was added meanwhile below {@code path}. */
    public void delete(String path, List<String> listed) throws InterruptedException {
        List<String> paths = listed;
        for (int round = 0; round < ROUNDS; round++) {
            if (deleteOnce(paths)) {
                return;
            }
            if (context.calls().stat(path).isEmpty()) {
                return;
            }
            paths = list(path);
        }
        throw new ShellFailure(
                ExitCode.CONFLICT, "Node not empty: " + path + ", others keep adding to it");
    }

    /** Deletes these; whether nothing had been added below them. */
    public boolean deleteOnce(List<String> paths) throws InterruptedException {
        List<String> deepestFirst = paths.reversed();
        for (int from = 0; from < deepestFirst.size(); from += batch) {
            List<String> some =
                    deepestFirst.subList(from, Math.min(deepestFirst.size(), from + batch));
            Txn txn = new Txn();
            some.forEach(path -> txn.delete(path, Expect.any()));
            if (context.calls().txn(txn) instanceof TxnResult.Aborted && !singly(some)) {
                return false;
            }
        }
        return true;
    }

    /** Some are gone already, or have children by now: whether all are gone. */
    private boolean singly(List<String> paths) throws InterruptedException {
        Blocking calls = context.calls();
        for (String path : paths) {
            try {
                calls.delete(path, Expect.any());
            } catch (MusterException failure) {
                if (failure.code() == Code.NOT_EMPTY) {
                    return false;
                }
                if (failure.code() != Code.NO_NODE) {
                    throw failure;
                }
            }
        }
        return true;
    }
}
