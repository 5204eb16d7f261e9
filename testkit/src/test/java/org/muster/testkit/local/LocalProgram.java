package org.muster.testkit.local;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code muster local} as a user runs it: lines go in, a transcript comes out. */
final class LocalProgram implements AutoCloseable {
    private static final long DEADLINE_S = 90;
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 29_000;
    private static final int SPACING = 1_000;

    private final Process process;
    private final Writer prompt;
    private final StringBuilder transcript = new StringBuilder();
    private int seen;

    private LocalProgram(Process process) {
        this.process = process;
        this.prompt =
                new BufferedWriter(
                        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        Thread.ofVirtual().start(this::read);
    }

    /** Starts it with ports that nobody else uses. */
    static LocalProgram start(Path folder, int voters, int observers) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        List.of(
                                program(),
                                "local",
                                "--servers",
                                Integer.toString(voters),
                                "--observers",
                                Integer.toString(observers),
                                "--port",
                                Integer.toString(port(voters + observers)),
                                "--data-dir",
                                folder.resolve("local").toString(),
                                "tickTime=500"));
        builder.redirectError(folder.resolve("errors.txt").toFile());
        return new LocalProgram(builder.start());
    }

    private static String program() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isExecutable(at.resolve("bin/muster"))) {
                return at.resolve("bin/muster").toString();
            }
        }
        throw new IllegalStateException("no bin/muster here or above");
    }

    private static int port(int servers) throws IOException {
        for (int port = FIRST_PORT; port < LAST_PORT; port += servers) {
            boolean free = true;
            for (int id = 0; id < servers && free; id++) {
                for (int use = 0; use < 3 && free; use++) {
                    free = isFree(port + id + use * SPACING);
                }
            }
            if (free) {
                return port;
            }
        }
        throw new IOException("no free ports");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private void read() {
        byte[] buffer = new byte[4_096];
        try (InputStream in = process.getInputStream()) {
            for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                synchronized (this) {
                    transcript.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                }
            }
        } catch (IOException ended) {
            return;
        }
    }

    /** Types a line. */
    void type(String line) throws IOException {
        synchronized (this) {
            transcript.append(line).append('\n');
            seen = transcript.length();
        }
        prompt.write(line + "\n");
        prompt.flush();
    }

    /** Waits until what came since the last line typed contains this. */
    Matcher await(String pattern) throws IOException {
        Pattern compiled = Pattern.compile(pattern);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_S);
        while (System.nanoTime() - end < 0) {
            synchronized (this) {
                Matcher matcher = compiled.matcher(transcript.substring(seen));
                if (matcher.find()) {
                    seen += matcher.end();
                    return matcher;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        throw new IOException("nothing like " + pattern + " at the end of\n" + transcript());
    }

    /** All of it so far, with what was typed. */
    synchronized String transcript() {
        return transcript.toString();
    }

    /** Its processes, itself included. */
    List<ProcessHandle> processes() {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(process.toHandle()),
                        process.toHandle().descendants())
                .toList();
    }

    /** Kills it without warning. */
    void kill() {
        process.destroyForcibly();
    }

    /** Waits for its end: its exit code. */
    int exit() throws InterruptedException, IOException {
        if (!process.waitFor(DEADLINE_S, TimeUnit.SECONDS)) {
            throw new IOException("it does not end:\n" + transcript());
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            process.destroy();
            process.onExit().orTimeout(DEADLINE_S, TimeUnit.SECONDS).join();
        }
    }
}
