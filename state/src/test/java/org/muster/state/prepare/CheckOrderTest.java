package org.muster.state.prepare;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Acl;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.WriteRequest;
import org.muster.state.Fixture;
import org.muster.state.auth.AuthRules;

/**
 * Which error a request gets that deserves several: the first check that fails decides. Rows break
 * the check in question and those behind it.
 */
class CheckOrderTest {
    private static final List<Acl> BOBS = List.of(new Acl(31, Fixture.BOB));
    private static final SessionId DEAD = new SessionId(0xdead);

    /** Open: /open (version 0, child /open/kid), /eph ephemeral; /bob is Bob's, with a child. */
    private static Fixture fixture(StateRules rules) {
        return new Fixture(rules)
                .node("/open", "1234")
                .node("/open/kid", null)
                .node(Op.CREATE, "/eph", 1)
                .node("/bob", BOBS)
                .node("/bob/kid", BOBS, Fixture.BOB)
                .node(Op.CREATE_CONTAINER, "/cont", 0)
                .node("/q", "12345678")
                .node("/zookeeper/quota/q", null)
                .node("/zookeeper/quota/q/zookeeper_limits", "byteHardLimit=8,countHardLimit=1")
                .node("/zookeeper/quota/q/zookeeper_stats", null);
    }

    private static StateRules rules(boolean extendedTypes, boolean enforceQuota) {
        return new StateRules(
                AuthRules.DEFAULT,
                extendedTypes,
                enforceQuota,
                false,
                StateRules.DEFAULT_MAX_TXN_BYTES);
    }

    private static List<Acl> acl(String text) {
        return switch (text) {
            case "open" -> Acl.OPEN;
            case "empty" -> List.of();
            case "unknown" -> List.of(new Acl(31, new Id("nobody", "x")));
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static String ask(Fixture fixture, WriteRequest request, String session) {
        return fixture.ask(request, session.equals("dead") ? DEAD : Fixture.SESSION, List.of());
    }

    private static String plain(String path) {
        return path.equals("empty") ? "" : path.replace("NUL", "\0");
    }

    @ParameterizedTest
    @CsvSource({
        // op,            path,       acl,   flags, ttl,           session, outcome
        "CREATE,           a,          empty,   7, -1,             dead, refused -8",
        "CREATE,           a,          empty,  -1, -1,             dead, refused -8",
        "CREATE,           a,          empty,   5, -1,             dead, refused -8",
        "CREATE_CONTAINER, a,          empty,   6, -1,             dead, refused -8",
        "CREATE_TTL,       a,          empty,   5, 0,              dead, refused -8",
        "CREATE_TTL,       a,          empty,   6, -1,             dead, refused -8",
        "CREATE_TTL,       a,          empty,   5, 1099511627776,  dead, refused -8",
        "CREATE_TTL,       a,          empty,   0, 5,              dead, refused -8",
        "CREATE_TTL,       a,          empty,   0, -1,             dead, refused -8",
        "CREATE,           a,          empty,   0, -1,             dead, refused -112",
        "CREATE,           a,          empty,   1, -1,             dead, refused -112",
        "CREATE,           a,          empty,   0, -1,             live, refused -8",
        "CREATE,           empty,      empty,   0, -1,             live, refused -8",
        "CREATE,           /no/aNUL,   empty,   0, -1,             live, refused -8",
        "CREATE,           /nope/..,   empty,   0, -1,             live, refused -114",
        "CREATE,           /nope/..,   unknown, 0, -1,             live, refused -114",
        "CREATE,           /nope/..,   open,    0, -1,             live, refused -101",
        "CREATE,           a/b,        open,    0, -1,             live, refused -101",
        "CREATE,           /open//b,   open,    0, -1,             live, refused -101",
        "CREATE,           /bob/..,    open,    0, -1,             live, refused -102",
        "CREATE,           /eph/..,    open,    0, -1,             live, refused -8",
        "CREATE,           /open/,     open,    0, -1,             live, refused -8",
        "CREATE,           //a,        open,    0, -1,             live, refused -8",
        "CREATE,           /open/kid,  open,    0, -1,             live, refused -110",
        "CREATE,           /,          open,    0, -1,             live, refused -110",
        "CREATE,           /zookeeper/config, open, 0, -1,         live, refused -110",
        "CREATE,           /eph/x,     open,    0, -1,             live, refused -108",
        "CREATE_TTL,       /eph/x,     open,    6, 7,              live, refused -108",
        "CREATE,           /q/x,       open,    0, -1,             live, refused -125",
        "CREATE,           /open/,     open,    2, -1,    live, path /open/0000000001",
        "CREATE,           /,          open,    2, -1,    live, path /0000000005",
        "CREATE,           /open/new,  open,    4, -1,    live, path /open/new"
    })
    void create(
            Op op, String path, String acl, int flags, long ttl, String session, String outcome) {
        Fixture fixture = fixture(rules(true, true));
        WriteRequest request =
                new WriteRequest.Create(op, ZPath.of(plain(path)), null, acl(acl), flags, ttl);
        assertEquals(outcome, ask(fixture, request, session));
    }

    @Test
    void createWithoutPathIsUndecodable() {
        Fixture fixture = fixture(rules(true, true));
        WriteRequest request = new WriteRequest.Create(Op.CREATE, null, null, List.of(), 0, -1);
        assertEquals("refused -5", fixture.ask(request));
        assertEquals("refused -112", ask(fixture, request, "dead"));
    }

    @Test
    void createOfTtlNodesWithoutExtendedTypesIsUnimplemented() {
        Fixture fixture = fixture(rules(false, true));
        for (Op op : List.of(Op.CREATE, Op.CREATE_CONTAINER, Op.CREATE_TTL)) {
            WriteRequest request = new WriteRequest.Create(op, ZPath.of("a"), null, null, 5, -1);
            assertEquals("refused -6", ask(fixture, request, "dead"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a,                9, dead, refused -112",
        "a,                9, live, refused -8",
        "/open/aNUL,       9, live, refused -8",
        "/,                9, live, refused -8",
        "/zookeeper,       9, live, refused -8",
        "/zookeeper/quota, 9, live, refused -8",
        "/zookeeper/config, 9, live, refused -8",
        "/nope/kid,        9, live, refused -101",
        "a/b,              9, live, refused -101",
        "/bob/nope,        9, live, refused -102",
        "/bob/kid,         9, live, refused -102",
        "/open/nope,       9, live, refused -101",
        "/open/,           9, live, refused -101",
        "/open,            9, live, refused -103",
        "/open,           -2, live, refused -103",
        "/open,            0, live, refused -111",
        "/open,           -1, live, refused -111",
        "/open/kid,        0, live, empty",
        "/bob,            -1, live, refused -111"
    })
    void delete(String path, int version, String session, String outcome) {
        Fixture fixture = fixture(rules(true, true));
        WriteRequest request = new WriteRequest.Delete(ZPath.of(plain(path)), version);
        assertEquals(outcome, ask(fixture, request, session));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/,        9, dead, refused -112",
        "/a/,        9, live, refused -8",
        "empty,      9, live, refused -8",
        "/nope,      9, live, refused -101",
        "/bob,       9, live, refused -102",
        "/zookeeper/config, 9, live, refused -102",
        "/q,         9, live, refused -125",
        "/open,      9, live, refused -103",
        "/open,     -2, live, refused -103"
    })
    void setData(String path, int version, String session, String outcome) {
        Fixture fixture = fixture(rules(true, true));
        assertEquals(
                outcome, ask(fixture, Fixture.setData(plain(path), "123456789", version), session));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/,   empty, 9, dead, refused -112",
        "/a/,   empty, 9, live, refused -8",
        "/nope, empty, 9, live, refused -114",
        "/nope, open,  9, live, refused -101",
        "/bob,  open,  9, live, refused -102",
        "/open, open,  9, live, refused -103"
    })
    void setAcl(String path, String acl, int version, String session, String outcome) {
        Fixture fixture = fixture(rules(true, true));
        WriteRequest request = new WriteRequest.SetAcl(ZPath.of(path), acl(acl), version);
        assertEquals(outcome, ask(fixture, request, session));
    }

    @ParameterizedTest
    @CsvSource({
        "/a/,   9, dead, -112",
        "/a/,   9, live, -8",
        "/nope, 9, live, -101",
        "/bob,  9, live, -102",
        "/open, 9, live, -103"
    })
    void check(String path, int version, String session, int code) {
        Fixture fixture = fixture(rules(true, true));
        WriteRequest request =
                new WriteRequest.Multi(List.of(new WriteRequest.Check(ZPath.of(path), version)));
        assertEquals("multi | failed " + code, ask(fixture, request, session));
    }

    @ParameterizedTest
    @CsvSource({
        "a,          refused -8",
        "/zookeeper, refused -8",
        "/nope,      refused -101",
        "/bob,       refused -111",
        "/eph,       refused -103",
        "/open/kid,  refused -103",
        "/cont,      empty"
    })
    void deleteContainer(String path, String outcome) {
        Fixture fixture = fixture(rules(true, true));
        assertEquals(
                outcome,
                fixture.server(new WriteRequest.DeleteContainer(ZPath.of(path)), SessionId.NONE));
    }

    @Test
    void reconfigIsDisabledOrNotForASingleServer() {
        WriteRequest request = new WriteRequest.Reconfig(null, null, null, 5);
        assertEquals("refused -123", ask(new Fixture(), request, "dead"));
        StateRules enabled = new StateRules(AuthRules.DEFAULT, true, false, true, 1 << 20);
        assertEquals("refused -112", ask(new Fixture(enabled), request, "dead"));
        assertEquals("refused -6", ask(new Fixture(enabled), request, "live"));
    }

    @Test
    void anUndecodableWriteIsRefusedInItsPlace() {
        Fixture fixture = new Fixture();
        assertEquals("refused -5", fixture.ask(new WriteRequest.Undecodable(Op.CREATE)));
        assertEquals(2, fixture.state().lastZxid().value());
    }

    @Test
    void permissionsOfTheNodeItselfDoNotMatterForItsDeletion() {
        Fixture fixture = new Fixture().node("/p", null);
        fixture.node("/p/k", List.of(new Acl(0, Id.ANYONE)));
        assertEquals("empty", fixture.ask(Fixture.delete("/p/k", -1)));
    }

    @Test
    void aSequenceNumberHasTenCharactersWithItsSign() {
        List<String> suffixes = new ArrayList<>();
        for (int n : new int[] {0, 42, Integer.MAX_VALUE, -5, Integer.MIN_VALUE}) {
            suffixes.add(CreateRules.sequence(n));
            assertEquals(String.format("%010d", n), CreateRules.sequence(n));
        }
        assertEquals(
                List.of("0000000000", "0000000042", "2147483647", "-000000005", "-2147483648"),
                suffixes);
    }
}
