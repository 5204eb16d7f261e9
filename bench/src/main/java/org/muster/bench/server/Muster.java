package org.muster.bench.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.proc.Programs;

/** Muster as its users start it, by {@code bin/muster serve} with the flags that ship. */
public final class Muster implements Contestant {
    private final String name;
    private final Path home;
    private final Path javaHome;

    /** The Muster in this clone, on this JDK. */
    public Muster(String name, Path home, Path javaHome) {
        if (!Files.isExecutable(home.resolve("bin/muster"))) {
            throw new BenchFailure("no bin/muster in " + home);
        }
        // It builds itself when it must: not while it is measured.
        String program = home.resolve("bin/muster").toString();
        if (Programs.output(program, "serve", "--help").isEmpty()) {
            throw new BenchFailure("bin/muster cannot be built in " + home);
        }
        this.name = name;
        this.home = home;
        this.javaHome = javaHome;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Command command(Path config, String heap) {
        return new Command(
                List.of(home.resolve("bin/muster").toString(), "serve", config.toString()),
                Map.of(
                        "JAVA_HOME",
                        javaHome.toString(),
                        "MUSTER_NO_BUILD",
                        "1",
                        "SERVER_JVMFLAGS",
                        "-Xms" + heap + " -Xmx" + heap));
    }
}
