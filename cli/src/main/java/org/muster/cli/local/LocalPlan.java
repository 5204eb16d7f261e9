package org.muster.cli.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which servers to run and where; ids count from 1, the observers behind the voters.
 *
 * @param voters how many vote
 * @param observers how many only follow
 * @param firstPort clients' port of the first server, the others' follow it
 * @param dataDir a directory for each server lies below it
 * @param settings lines that every server's configuration ends with
 */
public record LocalPlan(
        int voters, int observers, int firstPort, Path dataDir, List<String> settings) {
    private static final int QUORUM_OFFSET = 1_000;
    private static final int ELECTION_OFFSET = 2_000;

    /** How many servers there are. */
    public int servers() {
        return voters + observers;
    }

    /** Where clients of this server connect. */
    public int port(int id) {
        return firstPort + id - 1;
    }

    /** All of this server's files. */
    Path directory(int id) {
        return dataDir.resolve("server-" + id);
    }

    /** What a client needs to find all servers. */
    public String connectString() {
        List<String> servers = new ArrayList<>();
        for (int id = 1; id <= servers(); id++) {
            servers.add("127.0.0.1:" + port(id));
        }
        return String.join(",", servers);
    }

    /** The configuration of this server. */
    String config(int id) {
        StringBuilder text = new StringBuilder();
        text.append("# written by muster local\n");
        text.append("dataDir=").append(directory(id).toAbsolutePath()).append('\n');
        text.append("clientPort=").append(port(id)).append('\n');
        text.append("clientPortAddress=127.0.0.1\n");
        text.append("tickTime=2000\ninitLimit=10\nsyncLimit=5\n");
        text.append("4lw.commands.whitelist=*\n");
        for (int each = 1; servers() > 1 && each <= servers(); each++) {
            text.append("server.").append(each).append("=127.0.0.1:");
            text.append(port(each) + QUORUM_OFFSET).append(':');
            text.append(port(each) + ELECTION_OFFSET).append(':');
            text.append(each <= voters ? "participant\n" : "observer\n");
        }
        settings.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }
}
