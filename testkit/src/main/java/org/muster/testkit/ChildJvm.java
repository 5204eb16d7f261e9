package org.muster.testkit;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server in a child of this JVM, which cannot run one; it ends when this JVM does. */
final class ChildJvm implements Host {
    private static final String HOME = "muster.testkit.java";
    private static final List<String> FOLDERS =
            List.of("/usr/lib/jvm", "/usr/java", "/opt", "/Library/Java/JavaVirtualMachines");
    private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d{1,4})");
    private static final long STOP_S = 10;

    private final Process process;
    private final int port;

    private ChildJvm(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ChildJvm run(Map<String, String> settings) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(java().toString());
        command.addAll(
                List.of(
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow"));
        command.add("-cp");
        command.add(Objects.requireNonNull(System.getProperty("java.class.path")));
        command.add(SameJvm.SERVER);
        settings.forEach((key, value) -> command.add(key + "=" + value));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        // The stream stays open: what the server prints must find a reader.
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = out.readLine();
        if (port == null) {
            throw new IOException(
                    "the server in a child JVM did not start; what it said is on standard error");
        }
        return new ChildJvm(process, Integer.parseInt(port));
    }

    /** The program of a sufficient JDK: the one given, {@code JAVA_HOME}, or the newest found. */
    private static Path java() throws IOException {
        List<Path> homes = new ArrayList<>();
        for (String home : new String[] {System.getProperty(HOME), System.getenv("JAVA_HOME")}) {
            if (home != null) {
                homes.add(Path.of(home));
            }
        }
        for (String folder : FOLDERS) {
            if (Files.isDirectory(Path.of(folder))) {
                try (Stream<Path> inside = Files.list(Path.of(folder))) {
                    inside.sorted().forEach(homes::add);
                }
            }
        }
        for (Path home : homes) {
            Path found = home.resolve("Contents/Home");
            Path root = Files.isDirectory(found) ? found : home;
            if (release(root) >= SameJvm.WANTED) {
                return root.resolve("bin" + File.separator + "java");
            }
        }
        throw new IOException(
                "a Muster server needs a JDK "
                        + SameJvm.WANTED
                        + " or newer and this JVM is older; install one, or say where it is with -D"
                        + HOME
                        + "=DIR");
    }

    private static int release(Path home) throws IOException {
        Path file = home.resolve("release");
        if (!Files.isReadable(file)) {
            return 0;
        }
        Matcher version = VERSION.matcher(Files.readString(file));
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (IOException alreadyGone) {
            process.destroyForcibly();
        } catch (InterruptedException stopRequested) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
