package org.muster.state;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.model.txn.TxnHeader;
import org.muster.state.auth.AclRules;
import org.muster.state.auth.AuthRules;
import org.muster.state.prepare.Caller;
import org.muster.state.prepare.Preparer;
import org.muster.state.prepare.StateRules;
import org.muster.state.query.Query;

/**
 * Prints what preparing and applying a write costs on a tree of 10,000 znodes of 100 bytes with
 * 5,000 sessions, and what a read costs: CPU time of the thread, so that a busy machine disturbs
 * little. A measurement, not a test: docs/measuring.md has the command.
 */
public final class WriteCost {
    private static final SessionId SESSION = new SessionId(0x1234);
    private static final List<Id> IDENTITIES = List.of(new Id("ip", "127.0.0.1"));
    private static final Caller CALLER = new Caller(SESSION, IDENTITIES);
    private static final Bytes DATA = Bytes.owning(new byte[100]);
    private static final int NODES = 10_000;
    private static final int ROUNDS = 10;
    private static final int OPERATIONS = 200_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final RandomGenerator random = new SplittableRandom(1);
    private final Preparer preparer = new Preparer(StateRules.DEFAULT);
    private final ZPath[] paths = new ZPath[NODES];
    private State state = State.initial();
    private long checksum;

    private WriteCost() {
        for (int i = 0; i < 5_000; i++) {
            write(new WriteRequest.CreateSession(4000), new SessionId(0x1234 + i * 7919L));
        }
        create("/bench");
        for (int i = 0; i < NODES; i++) {
            paths[i] = ZPath.of(String.format("/bench/node-%07d", i));
            create(paths[i].toString());
        }
    }

    /** Needs no arguments. */
    public static void main(String[] args) {
        new WriteCost().run();
    }

    private void run() {
        State full = state;
        for (int round = 0; round < ROUNDS; round++) {
            long setDataNs = perOperation(() -> setData());
            state = full;
            ZPath[] names = new ZPath[OPERATIONS];
            for (int i = 0; i < names.length; i++) {
                names[i] = ZPath.of("/bench/" + Integer.toHexString(random.nextInt()) + "-" + i);
            }
            int[] next = {0};
            long createNs =
                    perOperation(() -> {
                        ZPath name = names[next[0]++];
                        write(request(name, 0), SESSION);
                        state = next[0] % NODES == 0 ? full : state;
                    });
            state = full;
            Query query = new Query(new AclRules(AuthRules.DEFAULT));
            long getDataNs = perOperation(() -> getData(query));
            System.out.printf(
                    "setData %d ns, create %d ns, getData %d ns (%d)%n",
                    setDataNs, createNs, getDataNs, checksum & 1);
        }
    }

    private long perOperation(Runnable operation) {
        long startNs = threads.getCurrentThreadCpuTime();
        for (int i = 0; i < OPERATIONS; i++) {
            operation.run();
        }
        return (threads.getCurrentThreadCpuTime() - startNs) / OPERATIONS;
    }

    private void setData() {
        write(new WriteRequest.SetData(paths[random.nextInt(NODES)], DATA, -1), SESSION);
    }

    private void getData(Query query) {
        Response response = query.getData(state, paths[random.nextInt(NODES)], IDENTITIES);
        checksum += ((Response.DataAndStat) response).stat().mzxid();
    }

    private void create(String path) {
        write(request(ZPath.of(path), 0), SESSION);
    }

    private static WriteRequest request(ZPath path, int flags) {
        return new WriteRequest.Create(Op.CREATE, path, DATA, Acl.OPEN, flags, -1);
    }

    private void write(WriteRequest request, SessionId session) {
        Zxid zxid = state.lastZxid().next();
        TxnHeader header = new TxnHeader(session, 1, zxid, 1_800_000_000_000L + zxid.value());
        Caller caller = session.equals(SESSION) ? CALLER : new Caller(session, IDENTITIES);
        state = preparer.prepare(state, header, request, caller).applied().state();
    }
}
