package org.muster.state.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.State;

/** A log that Apache ZooKeeper 3.9.5 wrote: after each record our digest is the one it recorded. */
class RecordedLogTest {
    private static final SessionId FIRST = new SessionId(0x100001148310000L);
    private static final SessionId SECOND = new SessionId(0x100001477070000L);
    private static final Id USER = new Id("digest", "user:5w9W4eL3797Y4Wq8AcKUPPk8ha4=");

    /** One record: its time after 1795290000000, and the digest behind it, 0 for none. */
    private record Row(SessionId session, int time, Txn txn, long digest) {}

    private static final List<Row> LOG =
            List.of(
                    new Row(FIRST, 197829, new Txn.CreateSession(40000), 0x51c6d660L),
                    new Row(FIRST, 197876, create("/app", "root", 1), 0x12e2aa4d0L),
                    new Row(
                            FIRST,
                            197894,
                            create(
                                    "/app/priv",
                                    "p",
                                    List.of(new Acl(31, USER), new Acl(1, Id.ANYONE)),
                                    1),
                            0x1368cee5bL),
                    new Row(
                            FIRST,
                            197902,
                            create(
                                    "/app/ip",
                                    "i",
                                    List.of(new Acl(3, new Id("ip", "127.0.0.1/8"))),
                                    2),
                            0x13c50388eL),
                    new Row(FIRST, 197908, ephemeral("/app/eph", null, 3), 0x22bd1d6c4L),
                    new Row(FIRST, 197914, ephemeral("/app/q-0000000003", "1", 4), 0x26055840fL),
                    new Row(
                            FIRST,
                            197919,
                            special(Txn.CreateKind.CONTAINER, "/cont", null, 2),
                            0x3312064d2L),
                    new Row(FIRST, 197923, create("/cont/child", "x", 1), 0x3804ac978L),
                    new Row(
                            FIRST,
                            197933,
                            special(Txn.CreateKind.TTL, "/ttl", "t", 3),
                            0x4b2b6b32eL),
                    new Row(
                            FIRST,
                            197952,
                            new Txn.Multi(
                                    List.of(
                                            create("/app/m1", "m1", 5),
                                            new Txn.SetData(
                                                    ZPath.of("/app"), Bytes.utf8("root2"), 1),
                                            new Txn.Check(ZPath.of("/app"), 2),
                                            create("/app/m2", "m2", 6),
                                            new Txn.Delete(ZPath.of("/app/m1")))),
                            0x54794ebc1L),
                    new Row(
                            FIRST,
                            197970,
                            new Txn.Multi(
                                    List.of(
                                            create("/app/x1", null, 7),
                                            new Txn.Refused(-103),
                                            new Txn.Refused(-2))),
                            0x54794ebc1L),
                    new Row(
                            FIRST,
                            197978,
                            new Txn.SetAcl(ZPath.of("/app/m2"), List.of(new Acl(31, USER)), 1),
                            0x53c4bdf82L),
                    new Row(FIRST, 197992, create("/zookeeper/quota/app", null, 1), 0x53c4bdf82L),
                    new Row(
                            FIRST,
                            197996,
                            create(
                                    "/zookeeper/quota/app/zookeeper_limits",
                                    "count=100,bytes=5000=;byteHardLimit=9000",
                                    1),
                            0x53c4bdf82L),
                    new Row(
                            FIRST,
                            197998,
                            create("/zookeeper/quota/app/zookeeper_stats", "count=0,bytes=0", 2),
                            0x53c4bdf82L),
                    new Row(FIRST, 198011, create("/app/afterquota", "12345", 7), 0x5a6d5f3edL),
                    new Row(FIRST, 198015, new Txn.Refused(-103), 0),
                    new Row(FIRST, 198017, new Txn.Refused(-110), 0),
                    new Row(SECOND, 425169, new Txn.CreateSession(40000), 0x5a6d5f3edL),
                    new Row(SECOND, 425269, ephemeral("/e1", null, 4), 0x59332cfa1L),
                    new Row(SECOND, 425326, ephemeral("/e2", null, 5), 0x6289bcd83L),
                    new Row(
                            SECOND,
                            425330,
                            new Txn.CloseSession(List.of(ZPath.of("/e2"), ZPath.of("/e1"))),
                            0x5910aacacL));

    private static Txn create(String path, @Nullable String data, int parentCversion) {
        return create(path, data, Acl.OPEN, parentCversion);
    }

    private static Txn create(
            String path, @Nullable String data, List<Acl> acl, int parentCversion) {
        return new Txn.Create(
                Txn.CreateKind.CREATE,
                ZPath.of(path),
                data == null ? null : Bytes.utf8(data),
                acl,
                false,
                parentCversion,
                0);
    }

    private static Txn ephemeral(String path, @Nullable String data, int parentCversion) {
        return new Txn.Create(
                Txn.CreateKind.CREATE,
                ZPath.of(path),
                data == null ? null : Bytes.utf8(data),
                Acl.OPEN,
                true,
                parentCversion,
                0);
    }

    private static Txn special(
            Txn.CreateKind kind, String path, @Nullable String data, int parentCversion) {
        return new Txn.Create(
                kind,
                ZPath.of(path),
                data == null ? null : Bytes.utf8(data),
                Acl.OPEN,
                false,
                parentCversion,
                kind == Txn.CreateKind.TTL ? 157_680_000_000L : 0);
    }

    @Test
    void eachRecordLeadsToItsDigest() {
        Applier applier = new Applier();
        State state = State.initial();
        long zxid = 0;
        for (Row row : LOG) {
            zxid++;
            TxnHeader header =
                    new TxnHeader(row.session, 0, new Zxid(zxid), 1795290000000L + row.time);
            state = applier.apply(state, header, row.txn).state();
            state.validate();
            if (row.digest != 0) {
                assertEquals(row.digest, state.digest().value(), "after " + row.txn);
            }
        }
        assertEquals(new Zxid(0x16), state.lastZxid());
        assertEquals(
                List.of(ZPath.of("/app/eph"), ZPath.of("/app/q-0000000003")),
                state.ephemerals(FIRST));
        assertEquals(List.of(ZPath.of("/cont"), ZPath.of("/ttl")), state.reapables());
        assertEquals(List.of(ZPath.of("/app")), state.quotas());
    }
}
