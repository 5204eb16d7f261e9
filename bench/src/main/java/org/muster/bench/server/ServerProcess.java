package org.muster.bench.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.proc.ProcFs;
import org.muster.bench.proc.Programs;

/**
 * One life of a server's process. It ends with this one: by {@link #close}, by a hook when this
 * process is told to end, or by a guard that watches it when it is killed.
 */
final class ServerProcess implements AutoCloseable {
    private static final int START_LIMIT_SECONDS = 180;
    private static final int STOP_LIMIT_SECONDS = 60;

    /** Ignores Ctrl-C, which the terminal sends to all; goes when either process is gone. */
    private static final String GUARD =
            "trap '' INT TERM HUP; while kill -0 $1 && kill -0 $2; do sleep 1; done; kill -KILL $2";

    private final String name;
    private final Path directory;
    private final InetSocketAddress address;
    private final long beginNs;
    private final Process process;
    private final Thread hook;

    /** Starts a server by the file {@code zoo.cfg} in its directory; it serves a little later. */
    ServerProcess(Contestant contestant, Path directory, InetSocketAddress address, String heap) {
        this.name = contestant.name();
        this.directory = directory;
        this.address = address;
        Contestant.Command command = contestant.command(directory.resolve("zoo.cfg"), heap);
        ProcessBuilder builder = new ProcessBuilder(command.words());
        builder.environment().putAll(command.environment());
        Path output = directory.resolve("output.txt");
        builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.directory(directory.toFile());
        this.beginNs = System.nanoTime();
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new BenchFailure("cannot start " + name, e);
        }
        this.hook = new Thread(this::kill);
        protect();
    }

    private void protect() {
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            String own = Long.toString(ProcessHandle.current().pid());
            String pid = Long.toString(process.pid());
            new ProcessBuilder("sh", "-c", GUARD, "bench-guard", own, pid)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IllegalStateException | IOException e) {
            // This process is ending already, or nothing could watch over the other.
            kill();
            throw new BenchFailure("cannot guard " + name, e);
        }
    }

    /** Writes a directory's configuration and creates the place of its data. */
    static void prepare(Path directory, String config) {
        try {
            Files.createDirectories(directory.resolve("data"));
            Files.writeString(directory.resolve("zoo.cfg"), config);
        } catch (IOException e) {
            throw new BenchFailure("cannot prepare " + directory, e);
        }
    }

    /** Waits until a read in a new session is answered; gives that moment, by System.nanoTime. */
    long awaitServing() {
        ReadyProbe probe = new ReadyProbe(address);
        long deadline = System.nanoTime() + START_LIMIT_SECONDS * 1_000_000_000L;
        while (!probe.serves()) {
            requireAlive();
            if (System.nanoTime() > deadline) {
                throw new BenchFailure(name + " does not serve: see " + directory);
            }
        }
        return probe.servedNs();
    }

    /** Fails if the process has ended by itself. */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new BenchFailure(name + " ended: see " + directory + "/output.txt");
        }
    }

    InetSocketAddress address() {
        return address;
    }

    Path dataDirectory() {
        return directory.resolve("data");
    }

    long pid() {
        return process.pid();
    }

    /** When it was started, by System.nanoTime. */
    long beginNs() {
        return beginNs;
    }

    long cpuMicros() {
        return ProcFs.cpuMicros(pid());
    }

    /** Ends it as an operator would, by SIGTERM. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchFailure(name + " does not stop at SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        } finally {
            close();
        }
    }

    /** Stops all of its threads until {@link #thaw}. */
    void freeze() {
        signal("-STOP");
    }

    /** Lets it run on. */
    void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        if (Programs.output("kill", signal, Long.toString(pid())).isEmpty()) {
            throw new BenchFailure("cannot send " + signal + " to " + name);
        }
    }

    private void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs already, and finds nothing to kill.
        }
    }
}
