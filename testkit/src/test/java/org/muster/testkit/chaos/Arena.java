package org.muster.testkit.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.muster.testkit.ServerLaunch;
import org.muster.testkit.ServerProcess;
import org.muster.testkit.rawwire.Link;

/** An ensemble of real processes, whose network and disks can be made to fail. */
final class Arena implements AutoCloseable {
    private static final int PROBE_MS = 1_000;

    private final Path folder;
    private final int voters;
    private final Network network;
    private final Map<Integer, ServerProcess> servers = new TreeMap<>();

    /**
     * Starts members with the ids from 1 on.
     *
     * @param observers how many of them, the last ones, do not vote
     * @param disks what makes disks fail, if anything can
     */
    Arena(Path folder, int voters, int observers, ServerLaunch launch, Optional<DiskFaults> disks)
            throws IOException {
        this.folder = folder;
        this.voters = voters;
        int count = voters + observers;
        this.network = Network.open(count);
        for (int id = 1; id <= count; id++) {
            Path home = home(id);
            Path data = Files.createDirectories(home.resolve("data"));
            Files.writeString(data.resolve("myid"), id + "\n");
            ServerLaunch own = launch.in(home);
            for (int to = 1; to <= count; to++) {
                String role = to <= voters ? ":participant" : ":observer";
                own = own.with("server." + to, network.address(id, to) + role);
            }
            if (disks.isPresent()) {
                own = disks.get().preloaded(own, home);
            }
            servers.put(id, ServerProcess.launch(own));
        }
    }

    private Path home(int id) {
        return folder.resolve("server-" + id);
    }

    Network network() {
        return network;
    }

    ServerProcess server(int id) {
        return servers.get(id);
    }

    /** The ids of all members, or only of those that vote. */
    List<Integer> ids(boolean votersOnly) {
        return servers.keySet().stream().filter(id -> !votersOnly || id <= voters).toList();
    }

    /** What clients connect to. */
    String hosts() {
        return servers.values().stream()
                .map(ServerProcess::connectString)
                .collect(Collectors.joining(","));
    }

    /** Lets a member's disk fail. */
    void failDisk(int id, DiskFaults.Kind kind) throws IOException {
        DiskFaults.begin(home(id), kind);
    }

    /** Ends every fault: links, disks, frozen and dead members. */
    void heal() throws IOException {
        network.heal();
        for (Map.Entry<Integer, ServerProcess> each : servers.entrySet()) {
            DiskFaults.end(home(each.getKey()));
            if (each.getValue().isAlive()) {
                each.getValue().resume();
            } else {
                each.getValue().relaunch();
            }
        }
    }

    /** Starts again whoever has ended, as a supervisor does. */
    void restartTheDead() throws IOException {
        for (ServerProcess server : servers.values()) {
            if (!server.isAlive()) {
                server.relaunch();
            }
        }
    }

    /** The office a member says it is in; empty if it serves nobody. */
    String mode(int id) {
        try {
            String answer = Link.word(servers.get(id).port(), "srvr", PROBE_MS);
            int at = answer.indexOf("Mode: ");
            return at < 0 ? "" : answer.substring(at + 6, answer.indexOf('\n', at));
        } catch (IOException notNow) {
            return "";
        }
    }

    /** Whether a member answers words, be it that it serves nobody. */
    boolean isUp(int id) {
        try {
            return !Link.word(servers.get(id).port(), "srvr", PROBE_MS).isEmpty();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Whom a voter says leads, empty if nobody does right now. */
    Optional<Integer> leader() {
        return ids(true).stream().filter(id -> mode(id).equals("leader")).findFirst();
    }

    /** Waits until every member serves. */
    void awaitAll(int seconds) throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<Integer> missing = new ArrayList<>(servers.keySet());
        while (!missing.isEmpty()) {
            restartTheDead();
            missing.removeIf(id -> !mode(id).isEmpty());
            if (System.nanoTime() - end > 0 && !missing.isEmpty()) {
                StringBuilder text = new StringBuilder();
                for (int id : missing) {
                    String output = servers.get(id).output();
                    text.append("\nserver ").append(id).append(" printed\n");
                    text.append(output.substring(Math.max(0, output.length() - 4_000)));
                }
                throw new IOException(
                        "members " + missing + " do not serve after " + seconds + " s" + text);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    @Override
    public void close() {
        servers.values().forEach(ServerProcess::close);
        network.close();
    }
}
