package org.muster.server.config;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What operators ask about the machine and the JVM a server runs on. */
public final class HostFacts {
    private static final List<String> PROPERTIES =
            List.of(
                    "java.version",
                    "java.vendor",
                    "java.home",
                    "java.class.path",
                    "java.library.path",
                    "java.io.tmpdir",
                    "java.compiler",
                    "os.name",
                    "os.arch",
                    "os.version",
                    "user.name",
                    "user.home",
                    "user.dir");

    private HostFacts() {}

    /** The answer to {@code envi}, in the reference's order. */
    public static String environment(String version) {
        StringBuilder text = new StringBuilder("Environment:\n");
        text.append("zookeeper.version=").append(version).append('\n');
        text.append("host.name=").append(hostName()).append('\n');
        for (String name : PROPERTIES) {
            text.append(name).append('=');
            text.append(Objects.requireNonNullElse(System.getProperty(name), "<NA>")).append('\n');
        }
        Runtime runtime = Runtime.getRuntime();
        text.append("os.memory.free=").append(mebibytes(runtime.freeMemory())).append('\n');
        text.append("os.memory.max=").append(mebibytes(runtime.maxMemory())).append('\n');
        text.append("os.memory.total=").append(mebibytes(runtime.totalMemory())).append('\n');
        return text.toString();
    }

    /** File descriptors this process has open; empty where the system does not tell. */
    public static OptionalLong openFiles() {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return OptionalLong.of(open.count());
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }

    /** File descriptors this process may have; empty where the system does not tell. */
    public static OptionalLong maxFiles() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
                if (line.startsWith("Max open files")) {
                    return OptionalLong.of(
                            Long.parseLong(line.substring(14).strip().split("\\s+", -1)[0]));
                }
            }
        } catch (IOException | NumberFormatException notLinuxOrUnlimited) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    /** A size of {@code /proc/self/status} in bytes; empty where the system does not tell. */
    public static OptionalLong memoryBytes(String name) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(name + ":")) {
                    String[] words = line.substring(name.length() + 1).strip().split("\\s+", -1);
                    return OptionalLong.of(Long.parseLong(words[0]) * 1024);
                }
            }
        } catch (IOException | NumberFormatException notLinux) {
            return OptionalLong.empty();
        }
        return OptionalLong.empty();
    }

    /** What the virtual machine says under {@code name}, perhaps nothing. */
    public static String javaProperty(String name) {
        return Objects.requireNonNullElse(System.getProperty(name), "");
    }

    /** Where this program is installed, as its start script tells; else the working directory. */
    public static Path home() {
        return Path.of(Objects.requireNonNullElse(System.getProperty("muster.home"), "."));
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getCanonicalHostName();
        } catch (UnknownHostException noName) {
            return "<NA>";
        }
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + "MB";
    }
}
