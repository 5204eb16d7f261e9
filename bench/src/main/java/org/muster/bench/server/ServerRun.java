package org.muster.bench.server;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.proc.ProcFs;
import org.muster.bench.proc.Programs;

/** One life of a server process, from its start on a directory to its end. */
public final class ServerRun implements AutoCloseable {
    private static final int START_LIMIT_SECONDS = 180;
    private static final int STOP_LIMIT_SECONDS = 60;

    private final Contestant contestant;
    private final Path directory;
    private final Process process;
    private final InetSocketAddress address;
    private final double startSeconds;
    private final double startCpuSeconds;

    /** Starts a server on a directory and waits until it answers a read in a new session. */
    public ServerRun(Contestant contestant, Path directory, String heap, String extraConfig) {
        this.contestant = contestant;
        this.directory = directory;
        this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        Programs.output("sync");
        Contestant.Command command = prepare(heap, extraConfig);
        ProcessBuilder builder = new ProcessBuilder(command.words());
        builder.environment().putAll(command.environment());
        File output = directory.resolve("output.txt").toFile();
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output));
        builder.directory(directory.toFile());
        long begin = System.nanoTime();
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new BenchFailure("cannot start " + contestant.name(), e);
        }
        startSeconds = (awaitServing(begin) - begin) / 1e9;
        startCpuSeconds = ProcFs.cpuMicros(process.pid()) / 1e6;
    }

    private Contestant.Command prepare(String heap, String extraConfig) {
        try {
            Files.createDirectories(directory.resolve("data"));
            Path config = directory.resolve("zoo.cfg");
            Files.writeString(config, config(extraConfig));
            return contestant.command(config, heap);
        } catch (IOException e) {
            throw new BenchFailure("cannot prepare " + directory, e);
        }
    }

    private String config(String extra) {
        return """
        tickTime=2000
        dataDir=%s
        clientPortAddress=127.0.0.1
        clientPort=%d
        maxClientCnxns=0
        maxSessionTimeout=600000
        admin.enableServer=false
        %s
        """
                .formatted(directory.resolve("data"), address.getPort(), extra);
    }

    private long awaitServing(long begin) {
        ReadyProbe probe = new ReadyProbe(address);
        while (!probe.serves()) {
            if (!process.isAlive()) {
                throw new BenchFailure(
                        contestant.name()
                                + " ended at its start: see "
                                + directory
                                + "/output.txt");
            }
            if (System.nanoTime() - begin > START_LIMIT_SECONDS * 1_000_000_000L) {
                close();
                throw new BenchFailure(contestant.name() + " does not serve: see " + directory);
            }
        }
        return probe.servedNs();
    }

    /** Seconds from the start of the process until the first read was answered. */
    public double startSeconds() {
        return startSeconds;
    }

    /** Seconds of CPU that all its threads had used by then. */
    public double startCpuSeconds() {
        return startCpuSeconds;
    }

    /** Where it serves. */
    public InetSocketAddress address() {
        return address;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Where its data is. */
    public Path dataDirectory() {
        return directory.resolve("data");
    }

    /** Ends it as an operator would, by SIGTERM. */
    public void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                close();
                throw new BenchFailure(contestant.name() + " does not stop at SIGTERM");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchFailure("no free port", e);
        }
    }
}
