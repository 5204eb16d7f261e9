package org.muster.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Property;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.apply.Applier;
import org.muster.state.apply.Replay;
import org.muster.state.auth.AuthRules;
import org.muster.state.prepare.Caller;
import org.muster.state.prepare.Prepared;
import org.muster.state.prepare.Preparer;
import org.muster.state.prepare.StateRules;

/** Random requests of several sessions, against the plain model after each of them. */
class StatePropertyTest {
    private static final Id BOB = new Id("digest", "bob:x");
    private static final Id EVE = new Id("digest", "eve:y");
    private static final List<List<Id>> IDENTITIES =
            List.of(
                    List.of(new Id("ip", "127.0.0.1")),
                    List.of(BOB),
                    List.of(BOB, EVE),
                    List.of(new Id("super", ""), EVE));

    @Test
    void everyWriteDoesWhatThePlainModelSays() {
        Property.holds(100, random -> new Run(random, true).run(120));
    }

    @Test
    void theLogLeadsToTheSameState() {
        Property.holds(
                30,
                random -> {
                    Run run = new Run(random, true);
                    run.run(150);
                    Applier applier = new Applier();
                    State state = State.initial();
                    for (LoggedTxn logged : run.log) {
                        state = applier.apply(state, logged).state();
                        assertEquals(logged.digest(), state.digest());
                    }
                    assertEquals(Rendered.dump(run.state), Rendered.dump(state));
                    assertEquals(run.state.lastZxid(), state.lastZxid());
                });
    }

    @Test
    void replayedInPlaceTheLogLeadsToTheSameState() {
        Property.holds(
                30,
                random -> {
                    Run run = new Run(random, true);
                    run.run(150);
                    Replay replay = new Replay(State.initial());
                    for (LoggedTxn logged : run.log) {
                        assertEquals(logged.digest(), replay.apply(logged));
                    }
                    State state = replay.state();
                    state.validate();
                    assertEquals(Rendered.dump(run.state), Rendered.dump(state));
                    assertEquals(run.state.lastZxid(), state.lastZxid());
                });
    }

    @Test
    void theTailOfTheLogMayBeAppliedAgain() {
        Property.holds(
                30,
                random -> {
                    Run run = new Run(random, false);
                    run.run(150);
                    Applier applier = new Applier();
                    State state = run.state;
                    for (LoggedTxn logged :
                            run.log.subList(random.nextInt(run.log.size()), run.log.size())) {
                        state = applier.apply(state, logged).state();
                        state.validate();
                    }
                    assertEquals(Rendered.dump(run.state), Rendered.dump(state));
                    assertEquals(run.state.digest(), state.digest());
                });
    }

    @Test
    void aSnapshotBringsTheStateBack() {
        Property.holds(
                30,
                random -> {
                    Run run = new Run(random, true);
                    run.run(150);
                    StateBuilder builder = new StateBuilder();
                    Iterator<SnapshotRecord> records = run.state.export();
                    records.forEachRemaining(builder::add);
                    StateBuilder.Built.Whole built =
                            assertInstanceOf(
                                    StateBuilder.Built.Whole.class,
                                    builder.build(run.state.lastZxid()));
                    built.state().validate();
                    assertEquals(0, built.unresolvedAcls());
                    assertEquals(run.state.digest(), built.state().digest());
                    assertEquals(Rendered.dump(run.state), Rendered.dump(built.state()));
                    assertEquals(run.state.ephemeralCount(), built.state().ephemeralCount());
                    assertEquals(run.state.reapables(), built.state().reapables());
                });
    }

    /** One run of random requests. */
    private static final class Run {
        private final RandomGenerator random;
        private final boolean quotas;
        private final Preparer preparer;
        private final PlainModel model = new PlainModel();
        private final List<LoggedTxn> log = new ArrayList<>();
        private State state = State.initial();

        Run(RandomGenerator random, boolean quotas) {
            this.random = random;
            this.quotas = quotas;
            model.extendedTypes = random.nextInt(4) > 0;
            model.enforceQuota = quotas && random.nextBoolean();
            preparer =
                    new Preparer(
                            new StateRules(
                                    AuthRules.DEFAULT,
                                    model.extendedTypes,
                                    model.enforceQuota,
                                    false,
                                    StateRules.DEFAULT_MAX_TXN_BYTES));
        }

        void run(int steps) {
            for (int i = 1; i <= steps; i++) {
                step(i);
            }
        }

        private void step(long zxid) {
            long session = zxid <= 4 ? zxid : 1 + random.nextInt(4);
            WriteRequest request = zxid <= 4 ? new WriteRequest.CreateSession(99) : request(zxid);
            List<Id> ids = IDENTITIES.get(random.nextInt(IDENTITIES.size()));
            long time = 1_000 + zxid * 10;
            TxnHeader header = new TxnHeader(new SessionId(session), 7, new Zxid(zxid), time);
            Caller caller = new Caller(new SessionId(session), ids);
            Prepared prepared = preparer.prepare(state, header, request, caller);
            String expected = model.write(zxid, time, session, ids, request);
            Applied applied = prepared.applied();
            assertEquals(expected, Rendered.of(applied.outcome()), request::toString);
            assertEquals(model.changes, Rendered.of(applied.changes()), request::toString);
            state = applied.state();
            state.validate();
            assertEquals(new Zxid(zxid), state.lastZxid());
            assertEquals(model.dump(), Rendered.dump(state), request::toString);
            assertEquals(PlainDigest.of(model.nodes), state.digest().value(), request::toString);
            log.add(new LoggedTxn(header, prepared.txn(), state.digest()));
        }

        private WriteRequest request(long zxid) {
            List<String> quotaOfA =
                    List.of(
                            "/zookeeper/quota/a",
                            "/zookeeper/quota/a/zookeeper_limits",
                            "/a",
                            "/zookeeper/quota/a/zookeeper_stats");
            int step = (int) zxid - 5;
            if (quotas && step < quotaOfA.size()) {
                Bytes limits = Bytes.utf8("count=2;byteHardLimit=30;countHardLimit=6");
                ZPath path = ZPath.of(quotaOfA.get(step));
                return new WriteRequest.Create(Op.CREATE, path, limits, Acl.OPEN, 0, -1);
            }
            return switch (random.nextInt(40)) {
                case 0 -> new WriteRequest.CreateSession(1000 + random.nextInt(5));
                case 1 ->
                        random.nextBoolean()
                                ? new WriteRequest.CloseSession()
                                : new WriteRequest.CreateSession(7);
                case 2, 3 -> new WriteRequest.DeleteContainer(path());
                case 4 -> new WriteRequest.Undecodable(Op.SET_DATA);
                case 5 -> new WriteRequest.Reconfig(null, null, "", -1);
                case 6, 7, 8 -> new WriteRequest.SetAcl(path(), acl(), version());
                case 9, 10, 11, 12, 13 -> {
                    List<WriteRequest> ops = new ArrayList<>();
                    for (int i = random.nextInt(5); i > 0; i--) {
                        ops.add(part());
                    }
                    if (random.nextInt(15) == 0) {
                        ops.add(new WriteRequest.SetAcl(path(), acl(), -1));
                    }
                    yield new WriteRequest.Multi(ops);
                }
                default -> part();
            };
        }

        private WriteRequest part() {
            return switch (random.nextInt(12)) {
                case 0, 1, 2 -> new WriteRequest.Delete(path(), version());
                case 3, 4, 5 -> new WriteRequest.SetData(path(), data(), version());
                case 6 -> new WriteRequest.Check(path(), version());
                default -> create();
            };
        }

        private WriteRequest create() {
            Op op =
                    List.of(Op.CREATE, Op.CREATE2, Op.CREATE_CONTAINER, Op.CREATE_TTL)
                            .get(random.nextInt(4));
            boolean ttl = op == Op.CREATE_TTL;
            int flags = random.nextInt(8) == 0 ? random.nextInt(9) - 1 : random.nextInt(4);
            if (ttl && random.nextInt(5) > 0) {
                flags = 5 + random.nextInt(2);
            }
            long ttlMs = ttl ? List.of(1L, 500L, 0L, -3L, 1L << 40).get(random.nextInt(5)) : -1;
            ZPath path = random.nextInt(60) == 0 ? null : path();
            return new WriteRequest.Create(op, path, data(), acl(), flags, ttlMs);
        }

        private int version() {
            return random.nextInt(3) > 0 ? -1 : random.nextInt(4) - 2;
        }

        private @Nullable List<Acl> acl() {
            return switch (random.nextInt(24)) {
                case 0 -> null;
                case 1 -> List.of();
                case 2 -> List.of(new Acl(31, new Id("auth", "")));
                case 3 -> List.of(new Acl(31, BOB), new Acl(1, Id.ANYONE), new Acl(31, BOB));
                case 4 -> List.of(new Acl(random.nextInt(32), Id.ANYONE));
                case 5 -> List.of(new Acl(31, new Id("digest", "a:b:c")));
                case 6 -> List.of(new Acl(random.nextInt(32), EVE), new Acl(4, Id.ANYONE));
                case 7 -> List.of(new Acl(31, new Id("world", "me")));
                case 8 -> List.of(new Acl(31, new Id("super", "")));
                default -> Acl.OPEN;
            };
        }

        private @Nullable Bytes data() {
            return switch (random.nextInt(8)) {
                case 0 -> null;
                case 1 -> Bytes.EMPTY;
                case 2 -> Bytes.utf8("count=" + random.nextInt(9) + ",bytes=" + random.nextInt(40));
                case 3 ->
                        Bytes.utf8(
                                "count=3,bytes=-1=;byteHardLimit="
                                        + random.nextInt(60)
                                        + ";countHardLimit="
                                        + random.nextInt(9));
                default -> Bytes.owning(new byte[random.nextInt(12)]);
            };
        }

        private ZPath path() {
            if (random.nextInt(30) == 0) {
                List<String> odd =
                        List.of(
                                "",
                                "/",
                                "a",
                                "//",
                                "/a/",
                                "a/b",
                                "/a//b",
                                "/.",
                                "/a/..",
                                "/a\0",
                                "/\u001f",
                                "/\ud7ff",
                                "/\ue000",
                                "/\u00e9",
                                "//a",
                                "/zookeeper",
                                "/zookeeper/config",
                                "/zookeeper/quota",
                                "/nope/..",
                                "/a/\ufff0");
                return ZPath.of(odd.get(random.nextInt(odd.size())));
            }
            int kind = random.nextInt(10);
            if (kind < 8) {
                List<String> known = new ArrayList<>(model.nodes.keySet());
                known.removeIf(path -> path.startsWith("/zookeeper") && random.nextInt(3) > 0);
                String chosen = known.get(random.nextInt(known.size()));
                String child =
                        (chosen.equals("/") ? "/" : chosen + "/") + "abc".charAt(random.nextInt(3));
                return ZPath.of(kind < 4 ? chosen : child);
            }
            StringBuilder path = new StringBuilder();
            if (quotas && random.nextInt(3) == 0) {
                path.append("/zookeeper/quota");
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                path.append('/').append((char) ('a' + random.nextInt(3)));
            }
            if (path.length() > 12 && random.nextInt(3) > 0) {
                path.append(random.nextBoolean() ? "/zookeeper_limits" : "/zookeeper_stats");
            }
            if (random.nextInt(12) == 0) {
                path.append("/s").append("0".repeat(9)).append(random.nextInt(3));
            }
            if (quotas && random.nextInt(40) == 0) {
                return ZPath.of("/zookeeper/quota/zookeeper_limits");
            }
            return ZPath.of(path.toString());
        }
    }
}
