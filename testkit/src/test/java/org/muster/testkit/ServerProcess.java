package org.muster.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A coordination server in a process of its own, listening on 127.0.0.1.
 *
 * <p>The process cannot outlive this JVM: a shell beside it waits for the end of a pipe that only
 * this JVM holds, and kills the server then. So even a SIGKILL of the tests leaves nothing behind.
 */
public final class ServerProcess implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofSeconds(60);
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);
    private static final int PORT_ATTEMPTS = 5;
    private static final String GUARD =
            "exec 3<&0; { read -r _ <&3; kill -9 $$; } >/dev/null 2>&1 &"
                    + " exec \"$@\" 3<&- </dev/null";

    private final ServerLaunch launch;
    private final Path folder;
    private final Path output;
    private int port;
    private Process process;

    private ServerProcess(ServerLaunch launch, Path folder) throws IOException {
        this.launch = launch;
        this.folder = folder;
        this.output = folder.resolve("output.txt");
        this.port = freePort();
        this.process = spawn();
    }

    /**
     * Starts a server and returns when it answers.
     *
     * @throws IOException if it does not answer within a minute; the message holds what it printed
     */
    public static ServerProcess start(ServerLaunch launch) throws IOException {
        ServerProcess server = launch(launch);
        try {
            server.awaitReadyOnSomePort();
        } catch (IOException failure) {
            server.close();
            throw failure;
        }
        return server;
    }

    /** Starts a server and does not wait until it answers. */
    public static ServerProcess launch(ServerLaunch launch) throws IOException {
        Path folder =
                launch.folder().isPresent()
                        ? Files.createDirectories(launch.folder().get())
                        : Files.createTempDirectory("muster-testkit");
        return new ServerProcess(launch, folder);
    }

    /** The port it serves clients on. */
    public int port() {
        return port;
    }

    /** The address clients connect to. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The address in the form that clients' connection strings have. */
    public String connectString() {
        return "127.0.0.1:" + port;
    }

    /** The directory it keeps its data in, the value of {@code dataDir}. */
    public Path dataDirectory() {
        return folder.resolve("data");
    }

    /** The process id of the server itself. */
    public long pid() {
        return process.pid();
    }

    /** Whether the process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** All it has printed so far, in all its runs. */
    public String output() {
        try {
            return Files.exists(output)
                    ? new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                    : "";
        } catch (IOException unreadable) {
            return "output cannot be read: " + unreadable;
        }
    }

    /** Ends it with SIGKILL and returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    /**
     * Asks it to stop with SIGTERM and returns its exit code.
     *
     * @throws IllegalStateException if it does not stop within half a minute
     */
    public int terminate() throws IOException {
        // Not destroy(): it would close the pipe that the guard waits on, too.
        signal("TERM");
        return awaitExit();
    }

    /** Lets it stand still with SIGSTOP, until {@link #resume}. */
    public void pause() throws IOException {
        signal("STOP");
    }

    /** Lets it go on after {@link #pause}. */
    public void resume() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        String pid = Long.toString(process.pid());
        try {
            int code = new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor();
            if (code != 0) {
                throw new IOException("kill -" + name + " " + pid + " exits with " + code);
            }
        } catch (InterruptedException stopRequested) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Starts it again on the same port and data, killing it first if it runs, and returns when it
     * answers.
     *
     * @throws IOException if it does not answer within a minute
     */
    public void restart() throws IOException {
        relaunch();
        awaitReady();
    }

    /**
     * Starts it again on the same port and data, killing it first if it runs, and does not wait
     * until it answers.
     */
    public void relaunch() throws IOException {
        if (process.isAlive()) {
            kill();
        }
        process = spawn();
    }

    /** Kills it and deletes its folder, unless the folder was given. */
    @Override
    public void close() {
        kill();
        if (launch.folder().isEmpty()) {
            deleteAll(folder);
        }
    }

    private void awaitReadyOnSomePort() throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                awaitReady();
                return;
            } catch (IOException failure) {
                boolean taken = output().toLowerCase(java.util.Locale.ROOT).contains("in use");
                if (!taken || attempt == PORT_ATTEMPTS) {
                    throw failure;
                }
                kill();
                port = freePort();
                process = spawn();
            }
        }
    }

    private Process spawn() throws IOException {
        Path config = folder.resolve("zoo.cfg");
        Files.writeString(config, configText());
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", GUARD, "sh"));
        command.addAll(launch.command(config));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(launch.environment());
        builder.redirectErrorStream(true);
        builder.redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        return builder.start();
    }

    private String configText() {
        StringBuilder text = new StringBuilder();
        text.append("dataDir=").append(dataDirectory()).append('\n');
        text.append("clientPort=").append(port).append('\n');
        text.append("clientPortAddress=127.0.0.1\n");
        if (!launch.settings().containsKey("tickTime")) {
            text.append("tickTime=2000\n");
        }
        for (Map.Entry<String, String> setting : launch.settings().entrySet()) {
            text.append(setting.getKey()).append('=').append(setting.getValue()).append('\n');
        }
        return text.toString();
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IOException(
                        "the server "
                                + (process.isAlive() ? "does not answer" : "has ended")
                                + "; it printed:\n"
                                + output());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(address(), 1_000);
            socket.setSoTimeout(5_000);
            OutputStream out = socket.getOutputStream();
            out.write("srvr".getBytes(StandardCharsets.US_ASCII));
            String answer =
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.contains("Mode:");
        } catch (IOException notYet) {
            return false;
        }
    }

    private int awaitExit() {
        boolean interrupted = false;
        long deadline = System.nanoTime() + STOP_DEADLINE.toNanos();
        while (process.isAlive()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new IllegalStateException(
                        "the server does not stop; it printed:\n" + output());
            }
            try {
                process.waitFor(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException stopRequested) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            process.getOutputStream().close();
        } catch (IOException alreadyClosed) {
            return process.exitValue();
        }
        return process.exitValue();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void deleteAll(Path root) {
        try (Stream<Path> found = Files.walk(root)) {
            for (Path path : found.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
