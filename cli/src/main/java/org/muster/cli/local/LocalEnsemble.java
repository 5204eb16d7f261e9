package org.muster.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The processes of a local ensemble. They end with this one: by {@link #close}, or, if this process
 * is killed, by a guard that watches it; frozen ones too.
 */
public final class LocalEnsemble implements AutoCloseable {
    private static final int STOP_SECONDS = 10;

    private final LocalPlan plan;
    private final Path program;
    private final String jvmFlags;
    private final Map<Integer, Process> running = new TreeMap<>();
    private final Path pids;
    private @Nullable Process guard;
    private boolean closed;

    /**
     * An ensemble of which nothing runs yet.
     *
     * @param program the script {@code muster}
     * @param jvmFlags of each server
     */
    public LocalEnsemble(LocalPlan plan, Path program, String jvmFlags) {
        this.plan = plan;
        this.program = program;
        this.jvmFlags = jvmFlags;
        this.pids = plan.dataDir().resolve("pids");
    }

    /** Starts all servers. */
    public void start() throws IOException {
        Files.createDirectories(plan.dataDir());
        notePids();
        guard = guard(ProcessHandle.current().pid(), pids);
        for (int id = 1; id <= plan.servers(); id++) {
            start(id);
        }
    }

    /** A process that kills those named in the file {@code pids} once {@code watched} is gone. */
    static Process guard(long watched, Path pids) throws IOException {
        String script =
                "while kill -0 $1 2>/dev/null; do sleep 1; done;"
                        + " for p in $(cat \"$2\"); do kill -KILL $p 2>/dev/null; done;"
                        + " rm -f \"$2\"";
        return new ProcessBuilder(
                        "sh", "-c", script, "muster-guard", Long.toString(watched), pids.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Starts a server that does not run; whether it was so. */
    public synchronized boolean start(int id) throws IOException {
        if (closed || isRunning(id)) {
            return false;
        }
        Path directory = plan.directory(id);
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("myid"), id + "\n");
        Path config = Files.writeString(directory.resolve("zoo.cfg"), plan.config(id));
        ProcessBuilder builder =
                new ProcessBuilder(program.toString(), "serve", config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        directory.resolve("muster.log").toFile()));
        builder.environment().put("SERVER_JVMFLAGS", jvmFlags);
        builder.environment().put("MUSTER_NO_BUILD", "1");
        running.put(id, builder.start());
        notePids();
        return true;
    }

    private void notePids() throws IOException {
        String all =
                running.values().stream()
                        .filter(Process::isAlive)
                        .map(process -> Long.toString(process.pid()))
                        .collect(Collectors.joining("\n"));
        Path next = Files.writeString(pids.resolveSibling("pids.next"), all + "\n");
        Files.move(
                next,
                pids,
                java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether the server's process lives, frozen or not. */
    public synchronized boolean isRunning(int id) {
        return process(id).isPresent();
    }

    private Optional<Process> process(int id) {
        return Optional.ofNullable(running.get(id)).filter(Process::isAlive);
    }

    /** Kills a server without warning; whether it ran. */
    public synchronized boolean kill(int id) throws IOException {
        Optional<Process> process = process(id);
        if (process.isPresent()) {
            process.get().destroyForcibly();
            await(process.get());
            notePids();
        }
        return process.isPresent();
    }

    /** Stops a server in order; whether it ran. */
    public synchronized boolean stop(int id) throws IOException {
        Optional<Process> process = process(id);
        if (process.isPresent()) {
            // A frozen server hears nothing.
            signal(id, "CONT");
            end(process.get());
            notePids();
        }
        return process.isPresent();
    }

    /** Sends a server this signal; whether it ran. */
    public synchronized boolean signal(int id, String signal) throws IOException {
        Optional<Process> process = process(id);
        if (process.isPresent()) {
            String pid = Long.toString(process.get().pid());
            await(new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start());
        }
        return process.isPresent();
    }

    private static void end(Process process) {
        process.destroy();
        if (!await(process)) {
            process.destroyForcibly();
            await(process);
        }
    }

    private static boolean await(Process process) {
        try {
            return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends all servers: those that do not stop in order are killed. May be called again. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<Process> all = new ArrayList<>(running.values());
        for (Map.Entry<Integer, Process> server : running.entrySet()) {
            try {
                signal(server.getKey(), "CONT");
            } catch (IOException noSignal) {
                server.getValue().destroyForcibly();
            }
        }
        all.forEach(Process::destroy);
        all.forEach(LocalEnsemble::end);
        if (guard != null) {
            guard.destroyForcibly();
        }
        try {
            Files.deleteIfExists(pids);
        } catch (IOException leftBehind) {
            // It names processes that have ended.
        }
    }
}
