package org.muster.server.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.muster.model.SessionId;
import org.muster.replica.core.Core;
import org.muster.replica.core.CoreReport;
import org.muster.replica.front.ConnectionReport;
import org.muster.replica.front.Front;
import org.muster.server.admin.WatchTexts.Owner;
import org.muster.server.config.HostFacts;
import org.muster.server.config.ServerConfig;
import org.muster.server.log.EventLog;
import org.muster.zab.ZabPhase;

/** Answers four-letter words about one server, as far as the whitelist allows. */
public final class WordDesk implements WordService {
    /** The reference's trace mask. */
    private static final long FIRST_TRACE_MASK = 306;

    private static final String NOT_SERVING =
            "This ZooKeeper instance is not currently serving requests\n";

    private final ServerConfig config;
    private final Member member;
    private final ServerMeters meters;
    private final Executor background;
    private final EventLog log;
    private final AtomicLong traceMask = new AtomicLong(FIRST_TRACE_MASK);
    private final AtomicBoolean listed = new AtomicBoolean();

    /** Questions {@code member}; what takes long or reads files is done by {@code background}. */
    public WordDesk(
            ServerConfig config,
            Member member,
            ServerMeters meters,
            Executor background,
            EventLog log) {
        this.config = config;
        this.member = member;
        this.meters = meters;
        this.background = background;
        this.log = log;
    }

    @Override
    public void answer(Word word, String asker, long mask, Consumer<String> reply) {
        if (!listed.getAndSet(true)) {
            log.info(
                    "The list of enabled four letter word commands is : [["
                            + String.join(", ", config.words().names())
                            + "]]");
        }
        if (!enabled(word)) {
            reply.accept(word.text() + " is not executed because it is not in the whitelist.\n");
            return;
        }
        var _ =
                textInPhase(word, asker, mask)
                        .whenComplete((text, failure) -> {
                            if (failure != null) {
                                log.error("the word " + word.text() + " failed: " + failure);
                            }
                            reply.accept(failure == null ? text : "");
                        });
    }

    @Override
    public boolean enabled(Word word) {
        return config.words().all()
                || word == Word.SRVR
                || (word == Word.ISRO && config.words().readOnlyMode())
                || config.words().names().contains(word.text());
    }

    /** A member without a leader serves nothing, like a server that is still starting. */
    private CompletableFuture<String> textInPhase(Word word, String asker, long mask) {
        if (!meters.isServing()) {
            return textOfUnserved(word, asker, mask);
        }
        if (config.ensemble().isEmpty()) {
            return text(word, asker, mask);
        }
        return member.askCore(core -> core.report().phase())
                .thenCompose(phase ->
                        phase instanceof ZabPhase.Looking
                                ? textOfUnserved(word, asker, mask)
                                : text(word, asker, mask));
    }

    /** While nothing is served most words have nothing to tell of. */
    private CompletableFuture<String> textOfUnserved(Word word, String asker, long mask) {
        return switch (word) {
            case RUOK, ENVI, GTMK, STMK, TELNET_CLOSE -> text(word, asker, mask);
            case ISRO -> CompletableFuture.completedFuture("null");
            case HASH -> CompletableFuture.completedFuture(NOT_SERVING.strip());
            case CONF, CONS, CRST, DIRS, DUMP, MNTR, SRST, SRVR, STAT, WCHC, WCHP, WCHS ->
                    CompletableFuture.completedFuture(NOT_SERVING);
        };
    }

    private CompletableFuture<String> text(Word word, String asker, long mask) {
        return switch (word) {
            case RUOK -> CompletableFuture.completedFuture("imok");
            case ISRO -> CompletableFuture.completedFuture("rw");
            case TELNET_CLOSE -> CompletableFuture.completedFuture("");
            case GTMK -> CompletableFuture.completedFuture(Long.toString(traceMask.get()));
            case STMK -> {
                traceMask.set(mask);
                yield CompletableFuture.completedFuture(Long.toString(mask));
            }
            case SRVR -> meters.figures().thenApply(StateTexts::srvr);
            case STAT ->
                    meters.figures()
                            .thenCombine(
                                    connections(),
                                    (figures, all) -> StateTexts.stat(figures, all, asker));
            case CONS -> connections().thenApply(all -> StateTexts.cons(all, asker));
            case MNTR -> meters.mntr();
            case CONF -> inBackground(() -> ConfigTexts.conf(config, sizes()));
            case DIRS -> inBackground(() -> ConfigTexts.dirs(sizes()));
            case ENVI -> inBackground(() -> HostFacts.environment(meters.version()));
            case HASH -> CompletableFuture.completedFuture(ConfigTexts.hash(member.digests()));
            case DUMP -> dump();
            case WCHS -> flat(Front::watchesBySession).thenApplyAsync(WatchTexts::wchs, background);
            case WCHC -> flat(Front::watchesBySession).thenApplyAsync(WatchTexts::wchc, background);
            case WCHP -> flat(Front::watchesByPath).thenApplyAsync(WatchTexts::wchp, background);
            case CRST ->
                    member.askFronts(WordDesk::resetConnections)
                            .thenApply(_ -> "Connection stats reset.\n");
            case SRST -> meters.reset().thenApply(_ -> "Server stats reset.\n");
        };
    }

    private static boolean resetConnections(Front front) {
        front.resetConnectionStatistics();
        return true;
    }

    private CompletableFuture<List<ConnectionReport>> connections() {
        return flat(Front::connections);
    }

    private <T> CompletableFuture<List<T>> flat(Function<Front, List<T>> question) {
        return member.askFronts(question)
                .thenApply(lists -> lists.stream().flatMap(List::stream).toList());
    }

    private CompletableFuture<String> dump() {
        return member.askCore(Core::report)
                .thenCombineAsync(connections(), WordDesk::dump, background);
    }

    private static String dump(CoreReport report, List<ConnectionReport> connections) {
        List<Owner> owners = StateFigures.owners(report.committed());
        if (report.phase() instanceof ZabPhase.Following) {
            Map<SessionId, Integer> timeouts = StateFigures.timeoutsMs(report.committed());
            return WatchTexts.dumpOfLearner(timeouts, owners, connections);
        }
        return WatchTexts.dump(report.buckets(), owners, connections, System.currentTimeMillis());
    }

    private interface Task {
        String text() throws IOException;
    }

    private CompletableFuture<String> inBackground(Task task) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return task.text();
                    } catch (IOException failure) {
                        throw new UncheckedIOException(failure);
                    }
                },
                background);
    }

    private ConfigTexts.Sizes sizes() throws IOException {
        return new ConfigTexts.Sizes(
                sizeOf(config.disk().dataDir()), sizeOf(config.disk().dataLogDir()));
    }

    private static long sizeOf(Path directory) throws IOException {
        long sum = 0;
        try (Stream<Path> files = Files.list(directory.resolve(ConfigTexts.VERSION_2))) {
            for (Path file : files.toList()) {
                // A file may go while it is counted.
                sum += Files.exists(file) ? Files.size(file) : 0;
            }
        }
        return sum;
    }
}
