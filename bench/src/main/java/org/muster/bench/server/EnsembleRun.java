package org.muster.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.proc.DataFiles;
import org.muster.bench.proc.Pause;
import org.muster.bench.proc.Programs;

/** An ensemble on this machine, a process each; members are numbered from 0. */
public final class EnsembleRun implements Serving {
    private static final long LIMIT_NS = 180_000_000_000L;
    private static final int LOOK_EVERY_MS = 20;

    private final Contestant contestant;
    private final String heap;
    private final List<Path> directories = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<ServerProcess> members = new ArrayList<>();

    /** Starts all members on empty directories and waits until every one of them serves. */
    public EnsembleRun(Contestant contestant, Path directory, int servers, String heap) {
        this.contestant = contestant;
        this.heap = heap;
        List<Integer> ports = FreePorts.find(3 * servers);
        for (int i = 0; i < servers; i++) {
            directories.add(directory.resolve("server-" + (i + 1)));
            addresses.add(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.get(3 * i)));
        }
        String lines = memberLines(ports);
        Programs.output("sync");
        try {
            for (int i = 0; i < servers; i++) {
                prepare(i, lines);
                members.add(launch(i));
            }
            awaitWhole();
        } catch (BenchFailure e) {
            close();
            throw e;
        }
    }

    /** The part of the configuration that makes several servers an ensemble: Apache's example. */
    static String memberLines(List<Integer> ports) {
        StringBuilder lines = new StringBuilder("initLimit=10\nsyncLimit=5\n");
        for (int i = 0; 3 * i < ports.size(); i++) {
            lines.append("server.").append(i + 1).append("=127.0.0.1:");
            lines.append(ports.get(3 * i + 1)).append(':').append(ports.get(3 * i + 2));
            lines.append('\n');
        }
        return lines.toString();
    }

    private void prepare(int member, String lines) {
        Path directory = directories.get(member);
        int port = addresses.get(member).getPort();
        ServerProcess.prepare(directory, ServerRun.config(directory, port, lines));
        try {
            Files.writeString(directory.resolve("data/myid"), member + 1 + "\n");
            // Both servers know by this file that an empty directory has lost nothing.
            Files.writeString(directory.resolve("data/initialize"), "");
        } catch (IOException e) {
            throw new BenchFailure("cannot prepare " + directory, e);
        }
    }

    private ServerProcess launch(int member) {
        return new ServerProcess(contestant, directories.get(member), addresses.get(member), heap);
    }

    @Override
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /** Where all but one member serve clients, in order. */
    public List<InetSocketAddress> addressesWithout(int member) {
        List<InetSocketAddress> others = new ArrayList<>(addresses);
        others.remove(member);
        return others;
    }

    @Override
    public long cpuMicros() {
        return members.stream().mapToLong(ServerProcess::cpuMicros).sum();
    }

    /** CPU time used so far by all members but one, in microseconds. */
    public long cpuMicrosWithout(int member) {
        long sum = 0;
        for (int i = 0; i < members.size(); i++) {
            sum += i == member ? 0 : members.get(i).cpuMicros();
        }
        return sum;
    }

    /** Kills a member without warning. */
    public void kill(int member) {
        members.get(member).close();
    }

    /** Ends a member in order. */
    public void stop(int member) {
        members.get(member).stop();
    }

    /** Stops all threads of a member until {@link #thaw}. */
    public void freeze(int member) {
        members.get(member).freeze();
    }

    /** Lets a frozen member run on. */
    public void thaw(int member) {
        members.get(member).thaw();
    }

    /** Starts a member again that has ended; gives when, by System.nanoTime. */
    public long restart(int member) {
        members.set(member, launch(member));
        return members.get(member).beginNs();
    }

    /** Deletes all data of a member that has ended; it still knows who it is. */
    public void wipe(int member) {
        Path data = directories.get(member).resolve("data");
        for (Path file : new DataFiles(data).sizes().keySet()) {
            try {
                if (!file.equals(data.resolve("myid"))) {
                    Files.delete(file);
                }
            } catch (IOException e) {
                throw new BenchFailure("cannot delete " + file, e);
            }
        }
    }

    /** The member that leads, if the others agree that it is the only one. */
    public OptionalInt leader() {
        OptionalInt leader = OptionalInt.empty();
        for (int i = 0; i < members.size(); i++) {
            if (leads(i)) {
                if (leader.isPresent()) {
                    return OptionalInt.empty();
                }
                leader = OptionalInt.of(i);
            }
        }
        return leader;
    }

    private boolean leads(int member) {
        return MemberReport.of(addresses.get(member)).filter(MemberReport::leads).isPresent();
    }

    private boolean follows(int member) {
        return MemberReport.of(addresses.get(member)).filter(MemberReport::follows).isPresent();
    }

    /** Waits until one of the other members leads. */
    public void awaitLeaderBeside(int member) {
        await(
                "no other leader",
                () -> {
                    for (int i = 0; i < members.size(); i++) {
                        if (i != member && leads(i)) {
                            return true;
                        }
                    }
                    return false;
                });
    }

    /** Waits until one member leads, all others follow it, and each answers a new session. */
    public void awaitWhole() {
        members.forEach(ServerProcess::awaitServing);
        await("the members do not agree", this::isWhole);
    }

    private boolean isWhole() {
        members.forEach(ServerProcess::requireAlive);
        OptionalInt leader = leader();
        boolean whole = leader.isPresent();
        for (int i = 0; whole && i < members.size(); i++) {
            whole = i == leader.getAsInt() || follows(i);
        }
        return whole;
    }

    /** Waits until a member answers a new session; gives that moment, by System.nanoTime. */
    public long awaitServing(int member) {
        return members.get(member).awaitServing();
    }

    /** The zxid that a member has applied, if it serves. */
    public OptionalLong zxid(int member) {
        Optional<MemberReport> report = MemberReport.of(addresses.get(member));
        return report.isPresent() ? OptionalLong.of(report.get().zxid()) : OptionalLong.empty();
    }

    /** Waits until a member serves and has applied this zxid; new zxids may come meanwhile. */
    public void awaitZxid(int member, long zxid) {
        await(
                "server " + (member + 1) + " does not come to zxid 0x" + Long.toHexString(zxid),
                () -> {
                    members.get(member).requireAlive();
                    OptionalLong reached = zxid(member);
                    return reached.isPresent()
                            && Long.compareUnsigned(reached.getAsLong(), zxid) >= 0;
                });
    }

    /** Waits until all members have applied what the leader has; nobody may write meanwhile. */
    public void awaitEven() {
        OptionalInt leader = leader();
        OptionalLong last = leader.isPresent() ? zxid(leader.getAsInt()) : OptionalLong.empty();
        if (last.isEmpty()) {
            throw new BenchFailure(contestant.name() + " has lost its leader");
        }
        for (int i = 0; i < members.size(); i++) {
            awaitZxid(i, last.getAsLong());
        }
    }

    /** Waits until no member but one writes to its files any more. */
    public void awaitQuietWithout(int member) {
        for (int i = 0; i < members.size(); i++) {
            if (i != member) {
                new DataFiles(members.get(i).dataDirectory()).awaitQuiet();
            }
        }
    }

    private void await(String otherwise, BooleanSupplier condition) {
        long deadline = System.nanoTime() + LIMIT_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new BenchFailure(
                        contestant.name() + ": " + otherwise + ": see " + directories.get(0));
            }
            Pause.ms(LOOK_EVERY_MS);
        }
    }

    @Override
    public void close() {
        members.forEach(ServerProcess::close);
    }
}
