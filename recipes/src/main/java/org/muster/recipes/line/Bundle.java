package org.muster.recipes.line;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.Expect;
import org.muster.client.Txn;
import org.muster.recipes.lease.FencingToken;
import org.muster.recipes.lease.Lease;
import org.muster.recipes.lease.LeaseState;

/** Several leases as one: held while all are, given up together when the first is lost. */
public final class Bundle implements Lease {
    private final List<Lease> parts;
    private final CompletableFuture<String> lost = new CompletableFuture<>();

    /** Of at least one lease. */
    public Bundle(List<? extends Lease> parts) {
        this.parts = List.copyOf(parts);
        for (Lease part : this.parts) {
            Steps.done(
                    part.lost(),
                    why -> {
                        if (lost.complete(why)) {
                            close();
                        }
                    });
        }
    }

    /** The node of the first. */
    @Override
    public String nodePath() {
        return parts.get(0).nodePath();
    }

    /** The greatest of the parts' tokens. */
    @Override
    public FencingToken token() {
        return parts.stream().map(Lease::token).max(Comparator.naturalOrder()).orElseThrow();
    }

    @Override
    public LeaseState state() {
        return parts.stream().map(Lease::state).max(Comparator.naturalOrder()).orElseThrow();
    }

    @Override
    public Duration validFor() {
        return parts.stream().map(Lease::validFor).min(Comparator.naturalOrder()).orElseThrow();
    }

    @Override
    public CompletableFuture<String> lost() {
        return Steps.forUsers(lost);
    }

    @Override
    public Txn guard() {
        Txn txn = new Txn();
        parts.forEach(part -> txn.check(part.nodePath(), Expect.any()));
        return txn;
    }

    @Override
    public CompletableFuture<@Nullable Void> release() {
        CompletableFuture<@Nullable Void> all = CompletableFuture.completedFuture(null);
        // The last taken goes first.
        for (int i = parts.size() - 1; i >= 0; i--) {
            all = all.thenCombine(parts.get(i).release(), Bundle::nothing);
        }
        return all;
    }

    private static @Nullable Void nothing(@Nullable Void one, @Nullable Void other) {
        return null;
    }

    @Override
    public void close() {
        CompletableFuture<@Nullable Void> unused = release();
    }
}
