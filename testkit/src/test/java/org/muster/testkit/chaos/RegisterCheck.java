package org.muster.testkit.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Whether a history of registers is what linearizable writes, reads behind syncs and ordered
 * sessions can give. Zxids and versions serve as witnesses: if they are in an order that explains
 * every reply, the history is right, and a server that makes them up is found out.
 */
final class RegisterCheck {
    private final List<Op> history;
    private final List<String> faults = new ArrayList<>();

    /** Of each key, what its writes left by zxid. */
    private final Map<String, TreeMap<Long, Left>> registers = new TreeMap<>();

    /** A value and the version it has. */
    private record Left(String value, int version) {}

    private RegisterCheck(List<Op> history) {
        this.history = history;
    }

    /** What is wrong with a history; empty if nothing is. */
    static List<String> faults(List<Op> history) {
        RegisterCheck check = new RegisterCheck(history);
        check.collect();
        check.valuesAreWritten();
        check.versionsRise();
        check.realTimeIsKept();
        check.sessionsAreKept();
        return check.faults;
    }

    private void collect() {
        for (Op op : history) {
            if (op.isKnown() && (op.kind() == Op.Kind.WRITE || !op.value().isEmpty())) {
                Left left = new Left(op.value(), op.version());
                TreeMap<Long, Left> register =
                        registers.computeIfAbsent(op.key(), _ -> new TreeMap<>());
                Left before = register.putIfAbsent(op.zxid(), left);
                if (before != null && !before.equals(left)) {
                    faults.add("one zxid leaves " + before + " and also " + op);
                }
            }
        }
    }

    private void valuesAreWritten() {
        Map<String, Op> writes = new HashMap<>();
        for (Op op : history) {
            if (op.kind() == Op.Kind.WRITE) {
                writes.put(op.value(), op);
            }
        }
        Map<String, Long> zxids = new HashMap<>();
        for (Op op : history) {
            if (!op.isKnown() || op.value().isEmpty()) {
                continue;
            }
            Op write = writes.get(op.value());
            if (write == null || !write.key().equals(op.key()) || write.beginNs() > op.endNs()) {
                faults.add("nobody has written what is read: " + op);
            }
            if (!Objects.equals(zxids.computeIfAbsent(op.value(), _ -> op.zxid()), op.zxid())) {
                faults.add("a write was carried out twice: " + op + " and " + write);
            }
        }
    }

    private void versionsRise() {
        registers.forEach((key, register) -> {
            long unknown =
                    history.stream()
                            .filter(op -> op.kind() == Op.Kind.WRITE && op.key().equals(key))
                            .filter(op -> !op.isKnown())
                            .count();
            int version = 0;
            long unseen = 0;
            for (Map.Entry<Long, Left> each : register.entrySet()) {
                int next = each.getValue().version();
                if (next <= version) {
                    faults.add(
                            key
                                    + " goes from version "
                                    + version
                                    + " to "
                                    + each
                                    + ": a write is lost");
                }
                unseen += next - version - 1;
                version = next;
            }
            if (unseen > unknown) {
                faults.add(key + " has " + unseen + " more versions than it can have");
            }
        });
    }

    /** Whoever begins after a reply sees what the reply tells of. */
    private void realTimeIsKept() {
        List<Op> begins = known().sorted(Comparator.comparingLong(Op::beginNs)).toList();
        List<Op> ends = known().sorted(Comparator.comparingLong(Op::endNs)).toList();
        int ended = 0;
        Op latest = null;
        for (Op op : begins) {
            while (ended < ends.size() && ends.get(ended).endNs() < op.beginNs()) {
                Op done = ends.get(ended++);
                latest = latest == null || done.zxid() > latest.zxid() ? done : latest;
            }
            if (latest == null || op.kind() == Op.Kind.PLAIN_READ) {
                continue;
            }
            if (op.kind() == Op.Kind.WRITE ? op.zxid() <= latest.zxid() : isOlder(op, latest)) {
                faults.add(op + " does not see " + latest);
            }
        }
    }

    /** Within a session everything is as if done one after the other. */
    private void sessionsAreKept() {
        Map<Long, Op> latest = new HashMap<>();
        Map<Long, Op> lastWrite = new HashMap<>();
        for (Op op : known().sorted(Comparator.comparingLong(Op::number)).toList()) {
            Op seen = latest.get(op.session());
            if (seen != null && op.kind() != Op.Kind.WRITE && isOlder(op, seen)) {
                faults.add(op + " goes back behind " + seen + " of the same session");
            }
            if (op.kind() == Op.Kind.WRITE) {
                Op before = lastWrite.put(op.session(), op);
                if (before != null && before.zxid() >= op.zxid()) {
                    faults.add(op + " overtakes " + before + " of the same session");
                }
            }
            if (seen == null || op.zxid() > seen.zxid()) {
                latest.put(op.session(), op);
            }
        }
    }

    /** Whether a read shows its register as it was before the change that {@code seen} tells of. */
    private boolean isOlder(Op read, Op seen) {
        TreeMap<Long, Left> register = registers.get(read.key());
        Long expected = register == null ? null : register.floorKey(seen.zxid());
        return expected != null && read.zxid() < expected;
    }

    private Stream<Op> known() {
        return history.stream().filter(Op::isKnown);
    }
}
