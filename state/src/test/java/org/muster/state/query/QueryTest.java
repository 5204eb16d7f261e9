package org.muster.state.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Id;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.state.Fixture;
import org.muster.state.auth.AclRules;
import org.muster.state.auth.AuthRules;

/** What each read tells, to whom, and which refusal comes first. */
class QueryTest {
    private static final Id BOB = Fixture.BOB;

    private final Query query = new Query(new AclRules(AuthRules.DEFAULT));
    private final Fixture fixture =
            new Fixture()
                    .node("/a", "xyz")
                    .node("/a/b", null)
                    .node("/a/a", "")
                    .node("/a/b/c", null)
                    .node("/bob", List.of(new Acl(31, BOB)))
                    .node("/admin", List.of(new Acl(31, BOB), new Acl(16, Id.ANYONE)))
                    .node("/read", List.of(new Acl(31, BOB), new Acl(1, Id.ANYONE)))
                    .node(Op.CREATE, "/e1", 1)
                    .node(Op.CREATE, "/a/b/e2", 1)
                    .node(Op.CREATE_CONTAINER, "/c", 0);

    private Response ask(ReadRequest request, Id... ids) {
        return query.answer(fixture.state(), request, Fixture.SESSION, List.of(ids));
    }

    private static int code(Response response) {
        return response instanceof Response.Refused(ErrorCode code) ? code.code() : 0;
    }

    @ParameterizedTest
    @CsvSource({
        // path,   exists, getData, getAcl, children, count
        "/a,            0,    0,    0,    0,    0",
        "/,             0,    0,    0,    0,    0",
        "/nope,      -101, -101, -101, -101, -101",
        "/bob,       -102, -102, -102, -102, -102",
        "/admin,     -102, -102,    0, -102, -102",
        "/bob/nope,  -101, -101, -101, -101, -101",
        "/a/,        -101, -101, -101, -101, -101",
        "//,         -101, -101, -101, -101, -101",
        "/a//b,      -101, -101, -101, -101, -101",
        "a,          -101, -101, -101, -101, -101",
        "'',         -101, -101, -101, -101, -101",
        "/aNUL,        -8, -101, -101, -101, -101"
    })
    void existenceIsToldToAllAndContentsToThoseWhoMayRead(
            String text, int exists, int getData, int getAcl, int children, int count) {
        ZPath path = ZPath.of(text.replace("NUL", "\0"));
        assertEquals(exists, code(ask(new ReadRequest.Exists(path, false))));
        assertEquals(getData, code(ask(new ReadRequest.GetData(path, false))));
        assertEquals(getAcl, code(ask(new ReadRequest.GetAcl(path))));
        assertEquals(
                children, code(ask(new ReadRequest.GetChildren(Op.GET_CHILDREN, path, false))));
        assertEquals(count, code(ask(new ReadRequest.GetAllChildrenNumber(path))));
    }

    @Test
    void nullAndEmptyDataAreNotTheSame() {
        Response.DataAndStat none =
                (Response.DataAndStat) ask(new ReadRequest.GetData(ZPath.of("/a/b"), false));
        Response.DataAndStat empty =
                (Response.DataAndStat) ask(new ReadRequest.GetData(ZPath.of("/a/a"), false));
        assertEquals(null, none.data());
        assertEquals(Bytes.EMPTY, empty.data());
        assertEquals(0, none.stat().dataLength());
        assertEquals(
                Bytes.utf8("xyz"),
                ((Response.DataAndStat) ask(new ReadRequest.GetData(ZPath.of("/a"), false)))
                        .data());
    }

    @Test
    void childrenComeInOrderWithOrWithoutStat() {
        ZPath path = ZPath.of("/a");
        List<Bytes> names = List.of(Bytes.utf8("a"), Bytes.utf8("b"));
        assertEquals(
                new Response.Children(names),
                ask(new ReadRequest.GetChildren(Op.GET_CHILDREN, path, false)));
        assertEquals(
                new Response.ChildrenAndStat(names, fixture.state().find(path).stat()),
                ask(new ReadRequest.GetChildren(Op.GET_CHILDREN2, path, false)));
    }

    @ParameterizedTest
    @CsvSource({"/,13", "/a,4", "/a/b,2", "/a/a,0", "/zookeeper,2"})
    void descendantsAreCountedAtAllLevels(String path, int count) {
        assertEquals(
                new Response.Count(count),
                ask(new ReadRequest.GetAllChildrenNumber(ZPath.of(path))));
    }

    @Test
    void anEmptyServerHasThreeNodesBelowTheRoot() {
        assertEquals(
                new Response.Count(3),
                query.getAllChildrenNumber(new Fixture().state(), ZPath.ROOT, List.of()));
    }

    @Test
    void digestsAreMaskedForThoseWithoutAdmin() {
        assertEquals(
                List.of(new Acl(31, new Id("digest", "bob:x")), new Acl(1, Id.ANYONE)),
                acl("/read"));
        fixture.ask(
                new WriteRequest.SetAcl(
                        ZPath.of("/a"),
                        List.of(new Acl(1, Id.ANYONE), new Acl(31, new Id("digest", "eve:hash"))),
                        -1));
        assertEquals(
                List.of(new Acl(1, Id.ANYONE), new Acl(31, new Id("digest", "eve:x"))), acl("/a"));
        assertEquals(
                List.of(new Acl(1, Id.ANYONE), new Acl(31, new Id("digest", "eve:hash"))),
                acl("/a", new Id("digest", "eve:hash")));
    }

    private List<Acl> acl(String path, Id... ids) {
        return ((Response.AclAndStat) ask(new ReadRequest.GetAcl(ZPath.of(path)), ids)).acl();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,       /a/b/e2 /e1",
                "'',      /a/b/e2 /e1",
                "' ',     /a/b/e2 /e1",
                "/,       /a/b/e2 /e1",
                "' / ',   /a/b/e2 /e1",
                "/a/b/e,  /a/b/e2",
                "/e,      /e1",
                "/e1x,    ''"
            })
    void ephemeralsAreListedByPrefix(@Nullable String prefix, String paths) {
        Response.Ephemerals all =
                (Response.Ephemerals)
                        ask(
                                new ReadRequest.GetEphemerals(
                                        prefix == null ? null : ZPath.of(prefix)));
        assertEquals(paths, String.join(" ", all.paths().stream().map(ZPath::toString).toList()));
    }

    @Test
    void otherSessionsEphemeralsAreNotListed() {
        assertEquals(
                new Response.Ephemerals(List.of()),
                query.getEphemerals(fixture.state(), new SessionId(4), null));
    }

    @Test
    void identitiesAreToldWithoutHashes() {
        assertEquals(
                new Response.Identities(
                        List.of(
                                new Response.ClientInfo("ip", "1.2.3.4"),
                                new Response.ClientInfo("digest", "bob"),
                                new Response.ClientInfo("super", ""))),
                ask(new ReadRequest.WhoAmI(), new Id("ip", "1.2.3.4"), BOB, new Id("super", "")));
    }

    @Test
    void readsOfAMultiFailOneByOne() {
        Response response =
                ask(
                        new ReadRequest.MultiRead(
                                List.of(
                                        new ReadRequest.GetData(ZPath.of("/nope"), true),
                                        new ReadRequest.GetChildren(
                                                Op.GET_CHILDREN, ZPath.of("/a/a"), true),
                                        new ReadRequest.GetData(ZPath.of("/bob"), true))));
        assertEquals(
                new Response.Multi(
                        List.of(
                                new Response.Result.Failed(-101),
                                new Response.Result.Done(
                                        Op.GET_CHILDREN, new Response.Children(List.of())),
                                new Response.Result.Failed(-102))),
                response);
    }

    @Test
    void anUndecodableReadIsRefused() {
        assertEquals(-5, code(ask(new ReadRequest.Undecodable(Op.EXISTS))));
    }
}
