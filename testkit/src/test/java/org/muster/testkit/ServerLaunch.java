package org.muster.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What to start and how: an immutable description from which a {@link ServerProcess} is started.
 */
public final class ServerLaunch {
    private static final String APACHE_SERVER = "org.apache.zookeeper.server";
    private static final String APACHE_ALONE = APACHE_SERVER + ".ZooKeeperServerMain";
    private static final String APACHE_MEMBER = APACHE_SERVER + ".quorum.QuorumPeerMain";

    /** Which server runs. */
    public enum Kind {
        /** Muster, through its own program {@code bin/muster}. */
        MUSTER,
        /** Apache ZooKeeper, from a class path that holds its jars. */
        APACHE
    }

    /** What surrounds a server besides its configuration. */
    private record Surroundings(
            List<String> jvmOptions, Map<String, String> environment, Optional<Path> folder) {}

    private final Kind kind;
    private final String target;
    private final Map<String, String> settings;
    private final Surroundings around;

    private ServerLaunch(
            Kind kind, String target, Map<String, String> settings, Surroundings around) {
        this.kind = kind;
        this.target = target;
        this.settings = settings;
        this.around = around;
    }

    /**
     * Muster with its default settings; the program is the system property {@code
     * muster.executable}, or {@code bin/muster} in the working directory or one above it.
     *
     * @throws IllegalStateException if there is no such program
     */
    public static ServerLaunch muster() {
        return of(Kind.MUSTER, musterProgram());
    }

    /** Apache ZooKeeper from the given class path, a list as {@code java -cp} takes it. */
    public static ServerLaunch apache(String classPath) {
        return of(Kind.APACHE, classPath);
    }

    /** Apache ZooKeeper from the class path of this JVM. */
    public static ServerLaunch apache() {
        return apache(Objects.requireNonNull(System.getProperty("java.class.path")));
    }

    private static ServerLaunch of(Kind kind, String target) {
        Surroundings around = new Surroundings(List.of("-Xmx128m"), Map.of(), Optional.empty());
        return new ServerLaunch(kind, target, Map.of(), around);
    }

    /** The same with one more line {@code key=value} in its zoo.cfg. */
    public ServerLaunch with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(key, value);
        return new ServerLaunch(kind, target, more, around);
    }

    /** The same with one more option for its JVM; a later {@code -Xmx} wins over an earlier one. */
    public ServerLaunch jvm(String option) {
        List<String> more = new ArrayList<>(around.jvmOptions());
        more.add(option);
        return surrounded(new Surroundings(more, around.environment(), around.folder()));
    }

    /** The same with one more variable in the environment of its process. */
    public ServerLaunch variable(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(around.environment());
        more.put(name, value);
        return surrounded(new Surroundings(around.jvmOptions(), more, around.folder()));
    }

    /**
     * The same in a given folder, which is created if missing and kept when the server is closed.
     */
    public ServerLaunch in(Path given) {
        return surrounded(
                new Surroundings(around.jvmOptions(), around.environment(), Optional.of(given)));
    }

    private ServerLaunch surrounded(Surroundings other) {
        return new ServerLaunch(kind, target, settings, other);
    }

    /** Which server this starts. */
    public Kind kind() {
        return kind;
    }

    Optional<Path> folder() {
        return around.folder();
    }

    Map<String, String> settings() {
        return settings;
    }

    /** The command line for a server that reads {@code config}. */
    List<String> command(Path config) {
        List<String> command = new ArrayList<>();
        if (kind == Kind.MUSTER) {
            command.addAll(List.of(target, "serve", config.toString()));
            return command;
        }
        String home = Objects.requireNonNull(System.getProperty("java.home"));
        command.add(home + File.separator + "bin" + File.separator + "java");
        command.addAll(around.jvmOptions());
        command.add("-XX:+UseSerialGC");
        command.add("-Dzookeeper.admin.enableServer=false");
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        // It logs every undecodable request with its stack, which is noise to a test that sends
        // them.
        command.add("-Dorg.slf4j.simpleLogger.log." + APACHE_SERVER + ".FinalRequestProcessor=off");
        command.add("-Dorg.slf4j.simpleLogger.log." + APACHE_SERVER + ".PrepRequestProcessor=off");
        boolean member = settings.keySet().stream().anyMatch(key -> key.startsWith("server."));
        String main = member ? APACHE_MEMBER : APACHE_ALONE;
        command.addAll(List.of("-cp", target, main, config.toString()));
        return command;
    }

    /** What the environment of the server must hold besides our own. */
    Map<String, String> environment() {
        Map<String, String> all = new LinkedHashMap<>(around.environment());
        if (kind == Kind.MUSTER) {
            all.put("MUSTER_OPTS", String.join(" ", around.jvmOptions()));
        }
        return all;
    }

    private static String musterProgram() {
        String given = System.getProperty("muster.executable");
        if (given != null) {
            return given;
        }
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path program = at.resolve("bin").resolve("muster");
            if (Files.isExecutable(program)) {
                return program.toString();
            }
        }
        throw new IllegalStateException(
                "no bin/muster in or above the working directory; set -Dmuster.executable=PATH");
    }
}
