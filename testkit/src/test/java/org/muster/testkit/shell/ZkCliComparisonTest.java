package org.muster.testkit.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;

/** What the shell prints for zkCli's commands is what zkCli 3.9.5 prints, on either server. */
@Tag("slow")
final class ZkCliComparisonTest {
    private static final long DEADLINE_S = 120;

    private static final String FIRST = "WatchedEvent state:SyncConnected type:None path:null";

    private static final String LAST =
            "\nWATCHER::\n\nWatchedEvent state:Closed type:None path:null zxid: N\n";

    private static final Pattern EVENT = Pattern.compile("\nWATCHER::\n\nWatchedEvent [^\n]*\n");

    /** zkCli prints an event in two pieces, and its other thread may print between them. */
    private static final Pattern PIECE = Pattern.compile("\nWATCHER::\n|\nWatchedEvent [^\n]*\n");

    private static final String SCRIPT =
            """
            create /a hello
            create /a again
            create /a/b "two words"
            create /n ''
            create -s /a/q- x
            create -e /eph x
            create -c /cont
            create -t 100000 /ttl v
            create /acl d world:anyone:cdrwa
            create /eph/child x
            create /none/x y
            ls /
            ls -s /a
            ls -R /a
            get /a
            get -s /a
            get -b /a
            get -x /a
            get /nope
            ls /nope
            set /a hi
            set -s /a hi
            set -v 9 /a hi
            set /nope x
            stat /a
            stat /nope
            delete /a
            delete -v 7 /n
            delete /nope
            delete /n
            getAcl /acl
            getAcl -s /acl
            getAcl /nope
            setAcl /acl world:anyone:cra
            setAcl -s /acl world:anyone:cdrwa
            setAcl -v 7 /acl world:anyone:cdrwa
            setAcl -R /a world:anyone:cdrwa
            whoami
            sync /
            setquota -n 10 /a
            setquota -b 100 /a
            setquota -N 20 /a
            listquota /a
            delquota -b /a
            listquota /a
            delquota /a
            listquota /a
            getEphemerals
            getEphemerals /eph
            getAllChildrenNumber /a
            printwatches
            printwatches off
            printwatches
            printwatches on
            get -w /a
            set /a watchme
            sync /
            ls -w /a
            create /a/w
            sync /
            stat -w /a/w
            delete /a/w
            sync /
            addWatch -m PERSISTENT /a
            set /a again
            sync /
            removewatches /a
            removewatches /a
            config -s
            deleteall /a
            deleteall /nope
            ls /
            deleteall /acl
            delete /cont
            delete /ttl
            delete /eph
            ls /
            """;

    @TempDir Path folder;

    @Test
    void onMusterBothPrintTheSame() throws Exception {
        compare(ServerLaunch.muster());
    }

    @Test
    void onApacheBothPrintTheSame() throws Exception {
        compare(ServerLaunch.apache());
    }

    private void compare(ServerLaunch launch) throws Exception {
        try (ServerProcess server =
                ServerProcess.start(launch.with("extendedTypesEnabled", "true"))) {
            String theirs = plain(run(zkCli(server.connectString())));
            String ours = plain(run(shell(server.connectString())));
            int begin = theirs.indexOf(FIRST);
            assertTrue(begin >= 0, theirs);
            String answers = theirs.substring(theirs.indexOf('\n', begin) + 1);
            int end = answers.endsWith(LAST) ? answers.length() - LAST.length() : answers.length();
            String until = answers.substring(0, end);
            // An event and the answer to the write behind it come on two threads in zkCli.
            assertEquals(pieces(until), pieces(ours));
            assertEquals(PIECE.matcher(until).replaceAll(""), PIECE.matcher(ours).replaceAll(""));
            assertEquals(5, EVENT.matcher(ours).results().count());
            assertTrue(ours.contains("quota for /a does not exist."), ours);
        }
    }

    private static List<String> pieces(String text) {
        return PIECE.matcher(text).results().map(MatchResult::group).toList();
    }

    private static List<String> zkCli(String hosts) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-cp",
                System.getProperty("java.class.path"),
                "org.apache.zookeeper.ZooKeeperMain",
                "-server",
                hosts);
    }

    private static List<String> shell(String hosts) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isExecutable(at.resolve("bin/muster"))) {
                return List.of(at.resolve("bin/muster").toString(), "shell", "-s", hosts);
            }
        }
        throw new IllegalStateException("no bin/muster here or above");
    }

    /** Both streams together, as a terminal would show them. */
    private String run(List<String> command) throws IOException, InterruptedException {
        Path script = folder.resolve("script.txt");
        Path output = folder.resolve("output.txt");
        Files.writeString(script, SCRIPT);
        Process process =
                new ProcessBuilder(new ArrayList<>(command))
                        .redirectInput(script.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(DEADLINE_S, TimeUnit.SECONDS), "it goes on and on");
        } finally {
            process.destroyForcibly();
        }
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    /** Zxids, sessions and times differ between any two runs. */
    private static String plain(String text) {
        return text.replaceAll("0x[1-9a-f][0-9a-f]*", "0xN")
                .replaceAll("(?m)time = .*$", "time = T")
                .replaceAll("zxid: -?[0-9]+", "zxid: N");
    }
}
