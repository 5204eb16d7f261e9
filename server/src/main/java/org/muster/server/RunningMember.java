package org.muster.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.muster.replica.Histogram;
import org.muster.replica.core.Core;
import org.muster.replica.front.Front;
import org.muster.server.admin.Member;
import org.muster.server.clients.ClientLoop;
import org.muster.server.clients.ClientPort;
import org.muster.server.loop.CoreLoop;
import org.muster.server.metrics.Traffic;

/** The threads of a server as its operators' desk sees them. */
final class RunningMember implements Member {
    private final Digests digests;
    private volatile @Nullable CoreLoop core;
    private volatile @Nullable ClientPort port;

    RunningMember(Digests digests) {
        this.digests = digests;
    }

    /** Before anybody asks. */
    void connect(CoreLoop coreLoop, ClientPort clientPort) {
        core = coreLoop;
        port = clientPort;
    }

    @Override
    public <T> CompletableFuture<T> askCore(Function<Core, T> question) {
        return Objects.requireNonNull(core).ask(question);
    }

    @Override
    public <T> CompletableFuture<List<T>> askFronts(Function<Front, T> question) {
        return all(loop -> loop.ask(question));
    }

    @Override
    public CompletableFuture<Traffic> askTraffic() {
        return all(ClientLoop::askTraffic)
                .thenApply(each -> each.stream().reduce(Traffic.NONE, Traffic::plus));
    }

    @Override
    public CompletableFuture<Boolean> resetStatistics(boolean counters) {
        if (counters) {
            port().resetCounts();
        }
        return all(loop -> loop.resetStatistics(counters)).thenApply(_ -> true);
    }

    @Override
    public double dropProbability() {
        return port().dropProbability();
    }

    @Override
    public Histogram missingTokens() {
        return port().missingTokens();
    }

    @Override
    public List<RetainedDigest> digests() {
        return digests.all();
    }

    private ClientPort port() {
        return Objects.requireNonNull(port);
    }

    private <T> CompletableFuture<List<T>> all(
            Function<ClientLoop, CompletableFuture<T>> question) {
        CompletableFuture<List<T>> answers = CompletableFuture.completedFuture(List.of());
        for (ClientLoop loop : port().loops()) {
            answers = answers.thenCombine(question.apply(loop), RunningMember::append);
        }
        return answers;
    }

    private static <T> List<T> append(List<T> list, T last) {
        List<T> longer = new ArrayList<>(list);
        longer.add(last);
        return longer;
    }
}
