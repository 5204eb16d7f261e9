package org.muster.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.muster.client.machine.Failure;
import org.muster.client.machine.Reply;
import org.muster.model.request.Response;

/** Carries the end of a call from the loop to its future, which completes on a lane. */
final class Pending<T extends @Nullable Object> implements Reply {
    /** Makes a result out of what the server answered. */
    @FunctionalInterface
    interface Reading<T extends @Nullable Object> {
        /** The result; throws what the answer means to be a failure. */
        T read(Response response, long zxid, boolean resolved);
    }

    final CompletableFuture<T> future = new CompletableFuture<>();
    private final String operation;
    private final String path;
    private final Executor lane;
    private final Reading<T> reading;

    Pending(String operation, String path, Executor lane, Reading<T> reading) {
        this.operation = operation;
        this.path = path;
        this.lane = lane;
        this.reading = reading;
    }

    @Override
    public boolean isWanted() {
        return !future.isDone();
    }

    @Override
    public void answered(Response response, long zxid, boolean resolved) {
        lane.execute(() -> complete(response, zxid, resolved));
    }

    private void complete(Response response, long zxid, boolean resolved) {
        T result;
        try {
            result = reading.read(response, zxid, resolved);
        } catch (MusterException refused) {
            future.completeExceptionally(refused);
            return;
        }
        future.complete(result);
    }

    @Override
    public void failed(Failure failure) {
        MusterException exception = Problem.of(failure, operation, path).exception();
        lane.execute(() -> future.completeExceptionally(exception));
    }
}
