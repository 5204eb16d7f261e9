package org.muster.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.muster.model.Bytes;

/**
 * A program that uses the client with the server its argument names and prints the release of its
 * virtual machine: the system tests run it on the oldest one that the client is for.
 */
public final class OldVirtualMachine {
    private OldVirtualMachine() {}

    /** Throws if anything is not as it should be. */
    public static void main(String[] arguments) throws Exception {
        try (MusterClient client =
                MusterClient.builder(arguments[0]).sessionTimeout(Duration.ofSeconds(30)).build()) {
            Blocking calls = client.blocking();
            calls.create("/old", Bytes.utf8("a"), CreateSpec.persistent());
            Watched<Node> watched = calls.getAndWatch("/old");
            CompletableFuture<WatchEvent> heard = new CompletableFuture<>();
            WatchHandle handle =
                    client.watch(
                            "/old",
                            WatchScope.SUBTREE,
                            event -> {
                                if (event instanceof WatchEvent.Changed) {
                                    heard.complete(event);
                                }
                            });
            Blocking.await(handle.ready());
            calls.txn(new Txn().set("/old", Bytes.utf8("b"), Expect.version(0))).orThrow();
            require(watched.change().get(20, TimeUnit.SECONDS) instanceof WatchEvent.Changed);
            require(heard.get(20, TimeUnit.SECONDS) instanceof WatchEvent.Changed);
            List<ReadResult> read = calls.readBatch(List.of(ReadOp.data("/old")));
            require(read.get(0).node().text().equals("b"));
            try (SessionLease lease = calls.lease()) {
                require(!lease.validFor().isZero());
            }
        }
        System.out.println(Runtime.version().feature());
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new AssertionError();
        }
    }
}
