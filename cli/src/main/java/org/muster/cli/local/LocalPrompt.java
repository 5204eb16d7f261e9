package org.muster.cli.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.muster.cli.status.MemberStatus;
import org.muster.cli.status.StatusTexts;
import org.muster.cli.status.WordClient;

/** The prompt of a local ensemble: understands one line at a time. */
public final class LocalPrompt {
    private static final int TIMEOUT_MS = 500;

    private static final String HELP =
            """
            kill N      end server N without warning (SIGKILL)
            freeze N    let server N stand still (SIGSTOP)
            thaw N      let it go on (SIGCONT)
            stop N      end server N in order (SIGTERM)
            restart N   start server N again, after a stop if it runs
            status      what every server says of itself
            quit        end everything
            """;

    private final LocalPlan plan;
    private final LocalEnsemble ensemble;
    private final PrintStream out;

    /** Commands {@code ensemble}, and tells {@code out}. */
    public LocalPrompt(LocalPlan plan, LocalEnsemble ensemble, PrintStream out) {
        this.plan = plan;
        this.ensemble = ensemble;
        this.out = out;
    }

    /** Does what the lines of {@code in} say until one says quit, or there are no more. */
    public void run(BufferedReader in) throws IOException {
        boolean goOn = true;
        while (goOn) {
            out.print("muster> ");
            out.flush();
            String line = in.readLine();
            goOn = line != null && obey(line.strip().split("\\s+", -1));
        }
    }

    /** Whether there is to be another line. */
    private boolean obey(String[] words) throws IOException {
        switch (words[0]) {
            case "" -> {}
            case "quit", "exit" -> {
                return false;
            }
            case "status" -> out.print(look().table());
            case "kill", "freeze", "thaw", "stop", "restart" -> {
                int id = words.length == 2 ? id(words[1]) : 0;
                if (id == 0) {
                    out.println(words[0] + " needs a server from 1 to " + plan.servers());
                } else {
                    command(words[0], id);
                }
            }
            default -> out.print(HELP);
        }
        return true;
    }

    private int id(String text) {
        for (int id = 1; id <= plan.servers(); id++) {
            if (text.equals(Integer.toString(id))) {
                return id;
            }
        }
        return 0;
    }

    private void command(String word, int id) throws IOException {
        boolean done =
                switch (word) {
                    case "kill" -> ensemble.kill(id);
                    case "freeze" -> ensemble.signal(id, "STOP");
                    case "thaw" -> ensemble.signal(id, "CONT");
                    case "stop" -> ensemble.stop(id);
                    default -> {
                        boolean _ = ensemble.stop(id);
                        yield ensemble.start(id);
                    }
                };
        out.println("server " + id + (done ? ": " + word : " does not run"));
    }

    /**
     * How all servers were at a moment.
     *
     * @param roles differs when a server's role does
     * @param table for people
     */
    record View(String roles, String table, boolean allServe) {}

    /** Asks every server what it is. */
    View look() {
        List<MemberStatus> members = new ArrayList<>();
        StringBuilder roles = new StringBuilder();
        for (int id = 1; id <= plan.servers(); id++) {
            InetSocketAddress address =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.port(id));
            MemberStatus member =
                    MemberStatus.of(
                            id + " (" + plan.port(id) + ")", new WordClient(address, TIMEOUT_MS));
            members.add(member);
            roles.append(member.mode()).append(' ');
        }
        return new View(
                roles.toString(),
                StatusTexts.table(members) + StatusTexts.verdict(members),
                members.stream().allMatch(MemberStatus::serves));
    }
}
