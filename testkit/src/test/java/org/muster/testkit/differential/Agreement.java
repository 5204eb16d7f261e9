package org.muster.testkit.differential;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What two servers have been found to agree on so far: which zxid of the one is which of the other,
 * and likewise their sessions. Every further observation must fit.
 */
final class Agreement {
    private static final long CLOCK_TOLERANCE_MS = 60_000;

    private final TreeMap<Long, Long> changes = new TreeMap<>();
    private final TreeMap<Long, Long> changesBack = new TreeMap<>();
    private final Map<Long, Long> sessions = new HashMap<>();
    private final Map<Long, Long> sessionsBack = new HashMap<>();
    private final List<Map<Long, Long>> times = List.of(new HashMap<>(), new HashMap<>());

    Agreement() {
        changes.put(0L, 0L);
        changesBack.put(0L, 0L);
        sessions.put(0L, 0L);
        sessionsBack.put(0L, 0L);
    }

    /** The zxid that side 0 or 1 gave to the {@code back}-th latest agreed change. */
    long zxid(int side, int back) {
        TreeMap<Long, Long> own = side == 0 ? changes : changesBack;
        long zxid = own.lastKey();
        for (int i = 0; i < back; i++) {
            Long lower = own.lowerKey(zxid);
            zxid = lower == null ? 0 : lower;
        }
        return zxid;
    }

    /** The first difference between two lists of observations, if any. */
    Optional<String> difference(List<Token> left, List<Token> right) {
        String reply = "";
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            if (i < left.size() && left.get(i).label().equals("xid")) {
                reply = " in the reply to " + left.get(i);
            }
            if (i >= left.size() || i >= right.size()) {
                return Optional.of(
                        i >= left.size()
                                ? "only the second says: " + right.subList(i, right.size())
                                : "only the first says: " + left.subList(i, left.size()));
            }
            if (!same(left.get(i), right.get(i))) {
                return Optional.of(left.get(i) + " against " + right.get(i) + reply);
            }
        }
        return Optional.empty();
    }

    private boolean same(Token left, Token right) {
        if (!left.label().equals(right.label()) || left.getClass() != right.getClass()) {
            return false;
        }
        return switch (left) {
            case Token.Exact exact -> exact.equals(right);
            case Token.Change change -> bindChange(change.zxid(), ((Token.Change) right).zxid());
            case Token.UpTo upTo -> sameFloor(upTo.zxid(), ((Token.UpTo) right).zxid());
            case Token.Session session -> bindSession(session.id(), ((Token.Session) right).id());
            case Token.Time time -> sameTime(time, (Token.Time) right);
        };
    }

    private boolean bindChange(long left, long right) {
        Long known = changes.get(left);
        Long knownBack = changesBack.get(right);
        if (known != null || knownBack != null) {
            return known != null && known == right && knownBack != null && knownBack == left;
        }
        Map.Entry<Long, Long> lower = changes.lowerEntry(left);
        Map.Entry<Long, Long> higher = changes.higherEntry(left);
        boolean ordered =
                (lower == null || lower.getValue() < right)
                        && (higher == null || higher.getValue() > right);
        if (ordered) {
            changes.put(left, right);
            changesBack.put(right, left);
        }
        return ordered;
    }

    private boolean sameFloor(long left, long right) {
        if (left <= 0 || right <= 0) {
            return left == right;
        }
        return changes.floorEntry(left).getValue().equals(changesBack.floorKey(right));
    }

    private boolean bindSession(long left, long right) {
        Long known = sessions.putIfAbsent(left, right);
        Long knownBack = sessionsBack.putIfAbsent(right, left);
        return (known == null || known == right) && (knownBack == null || knownBack == left);
    }

    private boolean sameTime(Token.Time left, Token.Time right) {
        if (left.zxid() == 0 && right.zxid() == 0) {
            // No change made it: it has no time, or that at which the member wrote it itself.
            return (left.ms() == 0) == (right.ms() == 0);
        }
        return bindTime(0, left) && bindTime(1, right);
    }

    private boolean bindTime(int side, Token.Time time) {
        Long known = times.get(side).putIfAbsent(time.zxid(), time.ms());
        return known == null
                ? Math.abs(System.currentTimeMillis() - time.ms()) < CLOCK_TOLERANCE_MS
                : known == time.ms();
    }
}
