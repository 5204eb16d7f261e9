package org.muster.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.PersistedStat;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.request.Op;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.state.apply.Applier;
import org.muster.state.auth.AccessList;

/** States from snapshot records, whole and broken. */
class StateBuilderTest {
    private static final PersistedStat ZERO = new PersistedStat(0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static SnapshotRecord.Node node(String path) {
        return node(path, SnapshotRecord.OPEN_ACL, 0);
    }

    private static SnapshotRecord.Node node(String path, long aclId, long owner) {
        PersistedStat stat = new PersistedStat(3, 3, 5, 5, 0, 0, 0, owner, 3);
        return new SnapshotRecord.Node(ZPath.of(path), null, aclId, owner == 0 ? ZERO : stat);
    }

    private static StateBuilder.Built build(List<? extends SnapshotRecord> records) {
        StateBuilder builder = new StateBuilder();
        records.forEach(builder::add);
        return builder.build(new Zxid(9));
    }

    private static State whole(List<? extends SnapshotRecord> records) {
        State state = assertInstanceOf(StateBuilder.Built.Whole.class, build(records)).state();
        state.validate();
        return state;
    }

    @ParameterizedTest
    @CsvSource({
        "'',                'no root'",
        "'/a',              'no root'",
        "'ROOT ROOT',       misplaced node ''",
        "'ROOT a',          misplaced node 'a'",
        "'ROOT /a /a',      two nodes '/a'",
        "'ROOT /a /b /a',   two nodes '/a'",
        "'ROOT /a/b /b',    no parent of '/a/b'",
        "'ROOT /a /a/b /c /a/b', two nodes '/a/b'"
    })
    void whatMakesNoTreeIsBroken(String paths, String reason) {
        List<SnapshotRecord> records = new ArrayList<>();
        for (String path : paths.isEmpty() ? new String[0] : paths.split(" ")) {
            records.add(node(path.equals("ROOT") ? "" : path));
        }
        assertEquals(new StateBuilder.Built.Broken(reason), build(records));
    }

    @Test
    void siblingsComeInAnyOrderAndParentsLongBeforeTheirChildren() {
        Fixture fixture = new Fixture();
        for (int i = 0; i < 300; i++) {
            fixture.node("/n" + i, "x");
            fixture.node("/n" + (i / 2) + "/c" + i, null);
        }
        List<SnapshotRecord> records = new ArrayList<>();
        fixture.state().export().forEachRemaining(records::add);
        Collections.shuffle(records, new Random(5));
        records.sort(
                Comparator.comparingInt(record ->
                        record instanceof SnapshotRecord.Node node
                                ? (int) node.path().toString().chars().filter(c -> c == '/').count()
                                : -1));
        State state = whole(records);
        assertEquals(fixture.state().digest(), state.digest());
        assertEquals(Rendered.dump(fixture.state()), Rendered.dump(state));
    }

    @Test
    void ownersAreRecognisedWithoutAnySetting() {
        State state =
                whole(
                        List.of(
                                node(""),
                                node("/c", -1, PersistedStat.CONTAINER),
                                node("/e", -1, 0x0100_0000_0000_0001L),
                                node("/f", -1, 0xff01_0000_0000_0001L),
                                node("/t", -1, PersistedStat.ttlOwner(5))));
        assertEquals(List.of(ZPath.of("/c"), ZPath.of("/t")), state.reapables());
        assertEquals(2, state.ephemeralCount());
        assertEquals(
                List.of(ZPath.of("/f")), state.ephemerals(new SessionId(0xff01_0000_0000_0001L)));
    }

    @Test
    void anAclThatIsMissingForbidsAllAndIsCounted() {
        StateBuilder.Built.Whole built =
                assertInstanceOf(
                        StateBuilder.Built.Whole.class,
                        build(List.of(node(""), node("/a", 7, 0), node("/b", 7, 0))));
        assertEquals(2, built.unresolvedAcls());
        assertEquals(2, built.state().unresolvedAcls());
        State healed =
                new Applier()
                        .apply(
                                built.state(),
                                new TxnHeader(SessionId.NONE, 0, new Zxid(10), 1),
                                new Txn.SetAcl(ZPath.of("/a"), Acl.OPEN, 1))
                        .state();
        assertEquals(1, healed.unresolvedAcls());
        assertSame(AccessList.UNRESOLVED, built.state().find(ZPath.of("/a")).acl());
        assertEquals(false, AccessList.UNRESOLVED.allowsAnyone(31));
    }

    @Test
    void equalAclsAreExportedOnce() {
        List<Acl> mine = List.of(new Acl(31, new Id("digest", "a:b")));
        Fixture fixture = new Fixture().node("/a", mine).node("/b", mine).node("/c", "x");
        List<SnapshotRecord> acls = new ArrayList<>();
        fixture.state()
                .export()
                .forEachRemaining(record -> {
                    if (record instanceof SnapshotRecord.AclEntry) {
                        acls.add(record);
                    }
                });
        assertEquals(
                List.of(
                        new SnapshotRecord.AclEntry(1, mine),
                        new SnapshotRecord.AclEntry(2, Acl.READ_ONLY)),
                acls);
    }

    @ParameterizedTest
    @CsvSource({"false, nonsense", "true, 'count=2,bytes=8'"})
    void usageIsKeptOrCountedAnew(boolean anew, String usage) {
        Fixture fixture =
                new Fixture()
                        .node("/a", "12345")
                        .node("/a/b", "123")
                        .node("/zookeeper/quota/a", null)
                        .node("/zookeeper/quota/a/zookeeper_limits", "count=5")
                        .node("/zookeeper/quota/a/zookeeper_stats", "count=0,bytes=0");
        assertEquals("count=2,bytes=8", fixture.data("/zookeeper/quota/a/zookeeper_stats"));
        fixture.ask(Fixture.setData("/zookeeper/quota/a/zookeeper_stats", "nonsense", -1));
        StateBuilder builder = new StateBuilder();
        if (anew) {
            builder.countUsage();
        }
        fixture.state().export().forEachRemaining(builder::add);
        State state =
                assertInstanceOf(StateBuilder.Built.Whole.class, builder.build(new Zxid(9)))
                        .state();
        assertEquals(
                Bytes.utf8(usage),
                state.find(ZPath.of("/zookeeper/quota/a/zookeeper_stats")).data());
        assertEquals(List.of(ZPath.of("/a")), state.quotas());
    }

    @Test
    void theReferencesFatalQuotasAreHarmless() {
        Fixture fixture = new Fixture();
        fixture.node("/zookeeper/quota/zookeeper_limits", "count=1");
        fixture.node("/zookeeper/quota/zookeeper_stats", "count=0");
        fixture.node("/a", null).node("/zookeeper/quota/a", null);
        fixture.node("/zookeeper/quota/a/zookeeper_limits", "count=1");
        fixture.node("/zookeeper/quota/a/zookeeper_stats", "");
        fixture.ask(Fixture.setData("/zookeeper/quota/a/zookeeper_stats", "garbage", -1));
        assertEquals("path /a/b", fixture.ask(Fixture.create(Op.CREATE, "/a/b", "xx", 0)));
        assertEquals("count=2,bytes=2", fixture.data("/zookeeper/quota/a/zookeeper_stats"));
        assertEquals("count=0", fixture.data("/zookeeper/quota/zookeeper_stats"));
    }

    @Test
    void aDeepPathCostsNoStack() {
        List<SnapshotRecord> records = new ArrayList<>(List.of(node("")));
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < 5000; i++) {
            records.add(node(path.append("/d").toString()));
        }
        State state = whole(records);
        assertEquals(5001, state.tree().nodeCount());
        assertEquals(5000, state.find(ZPath.ROOT).descendants());
    }
}
