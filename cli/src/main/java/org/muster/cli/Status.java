package org.muster.cli;

import java.util.ArrayList;
import java.util.List;
import org.muster.cli.status.MemberStatus;
import org.muster.cli.status.StatusTexts;
import org.muster.cli.status.WordClient;

/** {@code muster status}. */
final class Status implements Subcommand {
    private static final int TIMEOUT_MS = 2_000;
    private static final String USAGE =
            "usage: muster status HOST[:PORT][,HOST[:PORT] ...] [--json]";

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String help() {
        return """
        usage: muster status HOST[:PORT][,HOST[:PORT] ...] [--json]

        Shows the role and the figures of each server, of Muster or of Apache ZooKeeper, one line
        each. It asks by the four-letter words srvr and, for the sessions, mntr, which the servers'
        4lw.commands.whitelist may forbid. PORT is 2181 unless it is given.

        Exit code: 0 all serve, 1 some do not, 2 bad command line.
        """;
    }

    @Override
    public int run(List<String> arguments, Streams streams) throws UsageException {
        List<String> words = new ArrayList<>(arguments);
        boolean json = words.remove("--json");
        List<MemberStatus> members = new ArrayList<>();
        for (String word : words) {
            if (word.startsWith("-")) {
                throw new UsageException("unknown option " + word + "; " + USAGE);
            }
            for (String server : word.split(",", -1)) {
                members.add(member(server));
            }
        }
        if (members.isEmpty()) {
            throw new UsageException(USAGE);
        }
        streams.out()
                .print(
                        json
                                ? StatusTexts.json(members)
                                : StatusTexts.table(members) + StatusTexts.verdict(members));
        return members.stream().allMatch(MemberStatus::serves) ? 0 : 1;
    }

    private static MemberStatus member(String server) throws UsageException {
        try {
            return MemberStatus.of(server, WordClient.of(server, TIMEOUT_MS));
        } catch (IllegalArgumentException noPort) {
            throw new UsageException(noPort.getMessage() + "; " + USAGE);
        }
    }
}
