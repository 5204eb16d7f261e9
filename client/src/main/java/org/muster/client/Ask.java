package org.muster.client;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.machine.Call;
import org.muster.client.machine.Manner;
import org.muster.client.machine.Proof;
import org.muster.client.machine.Watch;
import org.muster.client.transport.Lane;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Request;
import org.muster.model.request.WriteRequest;

/** One call in the making. */
final class Ask {
    private final Core core;
    private final Lane lane;
    private final String operation;
    private final String path;
    private final Request request;
    private Proof proof = Proof.Repeat.INSTANCE;
    private @Nullable Request prelude;
    private @Nullable Watch watch;
    private Duration within;
    private Zxid atLeast = Zxid.ZERO;

    Ask(MusterClient client, String operation, String path, Request request) {
        this.core = client.core();
        this.lane = client.lane();
        this.within = client.callTimeout();
        this.operation = operation;
        this.path = path;
        this.request = request;
    }

    /** Of a write: how to find out what became of it. */
    Ask proof(Proof how) {
        proof = how;
        return this;
    }

    /** Of a read: sets a watch with it. */
    Ask watch(Watch with) {
        watch = with;
        return this;
    }

    Ask options(ZPath target, CallOption... options) {
        Options sorted = Options.of(within, options);
        within = sorted.within();
        atLeast = sorted.atLeast();
        if (sorted.repeat()) {
            proof = Proof.Repeat.INSTANCE;
        }
        boolean behind = sorted.atLeast().value() > core.lastZxid();
        if (sorted.consistency() == CallOption.Consistency.LINEARIZABLE) {
            // Of all that a server offers only a transaction asks a majority. It may well fail.
            prelude = new WriteRequest.Multi(List.of(new WriteRequest.Check(target, -1)));
        } else if (sorted.consistency() == CallOption.Consistency.SYNCED || behind) {
            prelude = new LinkRequest.Sync(target);
        }
        return this;
    }

    <T extends @Nullable Object> CompletableFuture<T> read(Pending.Reading<T> reading) {
        Pending<T> pending =
                new Pending<>(
                        operation,
                        path,
                        lane,
                        (response, zxid, resolved) -> {
                            if (zxid < atLeast.value()) {
                                throw tooOld(zxid);
                            }
                            return reading.read(response, zxid, resolved);
                        });
        long deadlineNs = System.nanoTime() + within.toNanos();
        Call call = new Call(request, new Manner(prelude, watch, proof, deadlineNs), pending);
        core.input((machine, now) -> machine.submit(now, call));
        return pending.future;
    }

    private MusterException tooOld(long zxid) {
        String why = "the server is at " + new Zxid(zxid) + ", asked for was " + atLeast;
        return Problem.of(Code.TIMEOUT, Outcome.NOT_APPLIED, path, why).exception();
    }
}
