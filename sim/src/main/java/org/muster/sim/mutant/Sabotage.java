package org.muster.sim.mutant;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.muster.model.Epoch;
import org.muster.model.ErrorCode;
import org.muster.model.Now;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.peer.Vote;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.Applied;
import org.muster.state.State;
import org.muster.state.StateDraft;
import org.muster.state.apply.Applier;
import org.muster.state.prepare.Prepared;
import org.muster.state.prepare.Preparer;
import org.muster.state.tree.Znode;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.log.Frame;
import org.muster.storage.member.Membership;
import org.muster.storage.meta.Doubt;
import org.muster.storage.meta.EpochKeeper;
import org.muster.storage.recovery.Change;
import org.muster.storage.recovery.StateSink;
import org.muster.wire.client.ConnectRequest;
import org.muster.zab.ZabEffects;
import org.muster.zab.ZabStart;

/**
 * What the mutants do instead. Parameters of types that only their own packages see are declared as
 * Object, and reached by reflection: this class is loaded beside the changed one, never otherwise.
 */
public final class Sabotage {
    private Sabotage() {}

    /** M1: nothing is synced, and said to be. */
    public static void pretendSync(DiskFile file) throws DiskException {
        file.size();
    }

    /** M14: a failed sync is tried once more. */
    public static void retrySync(DiskFile file) throws DiskException {
        try {
            file.sync();
        } catch (DiskException failed) {
            file.sync();
        }
    }

    /** M15: names are never made durable. */
    public static void forgetNames(Disk disk) throws DiskException {
        disk.list();
    }

    /** M12: zeros at the place of a record are the end of the log, whatever follows. */
    public static boolean surelyZero(Object window, long from, long to) {
        return to >= from && window != null;
    }

    /** M16: a record is applied whether or not it follows the last one. */
    public static void applyBlindly(Object replay, Object outline, Frame.Good good) {
        ((StateSink) get(replay, "sink")).apply(good.content().txn());
        set(replay, "last", good.zxid());
        set(replay, "lastIsOwn", true);
    }

    /** M18: what happened in the gap is forgotten, and the watch with it. */
    public static void forgetMissed(Object watching, Object connection, Object type, ZPath path) {}

    /** M19: sessions expire by the wall clock. */
    public static long wallMs(Now now) {
        return now.wallMs();
    }

    /**
     * M20: the ephemerals go one by one, each in a transaction of its own, and then the session.
     */
    public static Zxid closeOneByOne(Object pipeline, Now now, Object draft, Object purpose) {
        State state = (State) call(pipeline, "speculative");
        SessionId session = (SessionId) call(draft, "session");
        Class<?> drafts = draft.getClass();
        for (ZPath path : state.ephemerals(session)) {
            Object delete = callStatic(drafts, "own", session, new WriteRequest.Delete(path, -1));
            call(pipeline, "tryPropose", now, delete);
        }
        return (Zxid) call(pipeline, "propose", now, draft, purpose);
    }

    /** M22: what a failed multi had done before it failed stays done. */
    public static Prepared keepHalf(
            Preparer preparer, StateDraft draft, TxnHeader header, Txn refusal) {
        Response outcome = new Applier().apply(draft.base(), header, refusal).outcome();
        return new Prepared(refusal, new Applied(draft.finish(), outcome, draft.changes()));
    }

    /** X1, X32: every seventh root is shown only with the next. */
    public static void advanceLate(Object view, State after) {
        if (after.lastZxid().value() % 7 != 0) {
            call(view, "advance", after);
        }
    }

    /** X2, X4, X5, X14: whatever is asked, the answer is yes. */
    public static boolean yesToTwo(Object subject, Object first, Object second, Object third) {
        return true;
    }

    /** The same for a front and a link. */
    public static boolean yesToAddress(Object subject, int front, long link) {
        return true;
    }

    /** The same for an access list, a permission and identities. */
    public static boolean yesToAccess(Object rules, Object acl, int perms, Object identities) {
        return true;
    }

    /** The same for a session and a password. */
    public static boolean yesToPassword(Object sessions, Object id, Object password) {
        return true;
    }

    /** X3: signs of life are not passed on. */
    public static boolean forget(List<?> list, Object item) {
        return true;
    }

    /** X6: the last record that should be kept is cut as well. */
    public static List<Change.Range> keepLess(Change.Rewrite rewrite) {
        List<Change.Range> kept = new ArrayList<>(rewrite.kept());
        if (!kept.isEmpty()) {
            Change.Range last = kept.removeLast();
            kept.add(new Change.Range(last.from(), Math.max(last.from(), last.to() - 1)));
        }
        return kept;
    }

    /** X7: the floor of session ids is not kept to. */
    public static long second(long first, long other) {
        return other;
    }

    /** X10: the next sequence number is how many children there are. */
    public static int liveChildren(Znode znode) {
        return znode.numChildren();
    }

    /** X11, X13: an answer does not wait for what was asked before. */
    public static void atOnce(Object pipeline, Object deferred) {
        call(get(pipeline, "listener"), "reached", deferred);
    }

    /** X15: sixty thousand a minute. */
    public static int fastest(long perMinute, int least, int most) {
        return most;
    }

    /** X16: every quota has room. */
    public static ErrorCode withinQuota(State base, ZPath path, long count, long bytes) {
        return ErrorCode.OK;
    }

    /** X17: what went is still counted. */
    public static void accountNothing(
            Object tree, Object quotas, ZPath path, int count, long bytes) {}

    /** X18: no scheme is the super user's. */
    public static boolean noToEquals(Object scheme, Object other) {
        return false;
    }

    /** X19: the batch stays in memory. */
    public static void writeNothing(Object writer) {}

    /** M4 of ensembles: half is enough. */
    public static boolean halfSuffices(Object majority, int count) {
        return 2 * count >= (Integer) call(majority, "voters") && count > 0;
    }

    /** M6: the longer history wins, whatever epoch it is of. */
    public static int compareZxidsFirst(Comparator<Object> order, Object mine, Object other) {
        int byZxid = ((Vote) mine).zxid().compareTo(((Vote) other).zxid());
        return byZxid != 0 ? byZxid : order.compare(mine, other);
    }

    /** M8: any history of the same epoch is a beginning of the leader's. */
    public static boolean isOfSameEpoch(Zxid floor, Object learner) {
        return floor.epoch() == ((Zxid) learner).epoch();
    }

    /** M17: nobody is asked. */
    public static void confirmAtOnce(Object leader, Now now, long token, ZabEffects out) {
        out.confirmed(token);
    }

    /** M21: the client has seen nothing. */
    public static long sawNothing(ConnectRequest request) {
        return request.timeoutMs() < 0 ? 1 : 0;
    }

    /** X30: no leader was asked for anything. */
    public static boolean askedNothing(Object sessions) {
        return false;
    }

    /** M2: what is entered when the history is there is entered when the epoch is promised. */
    public static void acceptAndEnter(Object promises, Epoch epoch, ZabEffects out, Runnable then) {
        Runnable nothing = () -> {};
        call(promises, "accept", epoch, out, then);
        call(promises, "enter", epoch, out, nothing);
    }

    /** M3: an epoch that was only promised does not reach the disk. */
    public static void keepCurrentOnly(EpochKeeper keeper, long accepted, long current, Doubt doubt)
            throws DiskException {
        long known = keeper.epochs().accepted();
        keeper.keep(Math.min(accepted, Math.max(known, current)), current, doubt);
    }

    /** M5: damage costs nobody the vote. */
    public static ZabStart.Standing alwaysIntact(Object promises) {
        return ZabStart.Standing.INTACT;
    }

    /** M7: a learner that has promised the epoch counts as one that holds its history. */
    public static void synchroniseAndCount(Object leader, Object learner, ZabEffects out) {
        call(leader, "synchronise", learner, out);
        if (Boolean.TRUE.equals(get(learner, "votes"))) {
            call(leader, "heldBy", get(learner, "id"), out);
        }
    }

    /** M9: snapshots stay, whatever they hold. */
    public static void deleteLogsOnly(Disk disk, String name) throws DiskException {
        if (name.startsWith("log.")) {
            disk.delete(name);
        }
    }

    /** M10: what the disk has is sent but for its last transaction. */
    public static void sendHistoryButOne(ZabEffects out, long link, Zxid after, Zxid upTo) {
        Zxid less = new Zxid(upTo.value() - 1);
        if (less.compareTo(after) > 0) {
            out.sendHistory(link, after, less);
        }
    }

    /** M11: nobody waits for the disk. */
    public static boolean alwaysSettled(Object ledger) {
        return true;
    }

    /** M13: what is empty is new. */
    public static Membership.WhenEmpty isNew(Membership membership) {
        return Membership.WhenEmpty.INTACT;
    }

    /** M23: the connection from before stays. */
    public static void keepListening(Object leader, Object learner, ZabEffects out) {}

    /** M25: always the same. */
    public static SessionId sameNonce(Object ids) {
        return new SessionId(7);
    }

    private static Object get(Object owner, String name) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            return field.get(owner);
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException("the mutant no longer fits", gone);
        }
    }

    private static void set(Object owner, String name, Object value) {
        try {
            Field field = owner.getClass().getDeclaredField(name);
            field.setAccessible(true);
            field.set(owner, value);
        } catch (ReflectiveOperationException gone) {
            throw new IllegalStateException("the mutant no longer fits", gone);
        }
    }

    private static Object call(Object owner, String name, Object... arguments) {
        return invoke(owner.getClass(), owner, name, arguments);
    }

    private static Object callStatic(Class<?> owner, String name, Object... arguments) {
        return invoke(owner, owner, name, arguments);
    }

    private static Object invoke(Class<?> type, Object owner, String name, Object... arguments) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == arguments.length) {
                try {
                    method.setAccessible(true);
                    Object result = method.invoke(owner, arguments);
                    return Objects.requireNonNullElse(result, "nothing");
                } catch (InvocationTargetException thrown) {
                    if (thrown.getCause() instanceof RuntimeException cause) {
                        throw cause;
                    }
                    throw new IllegalStateException("the mutant failed", thrown);
                } catch (IllegalAccessException gone) {
                    throw new IllegalStateException("the mutant no longer fits", gone);
                }
            }
        }
        throw new IllegalStateException("the mutant no longer fits: no method " + name);
    }
}
