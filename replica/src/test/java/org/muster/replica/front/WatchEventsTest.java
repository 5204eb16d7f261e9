package org.muster.replica.front;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.ZPath;
import org.muster.model.request.LinkRequest;
import org.muster.model.request.Op;
import org.muster.model.request.WatcherType;
import org.muster.model.request.WriteRequest;
import org.muster.replica.Frames;
import org.muster.replica.Rig;

/** The tables of the client protocol on watches, driven through a whole member. */
final class WatchEventsTest {
    private static final int CREATED = 1;
    private static final int DELETED = 2;
    private static final int DATA = 3;
    private static final int CHILDREN = 4;

    private final Rig rig = new Rig();
    private final Rig.Session watcher = rig.connect().handshake(30_000);
    private final Rig.Session writer = rig.connect().handshake(30_000);

    private void write(String... frames) {
        writer.send(frames);
        writer.take();
    }

    private List<String> events() {
        List<String> events = new ArrayList<>();
        for (String head : Frames.heads(watcher.take())) {
            assertTrue(head.startsWith("event "), head);
            events.add(head.substring(6, head.lastIndexOf(' ')));
        }
        return events;
    }

    /** Sets the watch {@code kind} at /p. */
    private void watch(String kind) {
        String frame =
                switch (kind) {
                    case "getData" -> Frames.get(1, "/p", true);
                    case "exists" -> Frames.exists(1, "/p", true);
                    case "getChildren" -> Frames.children(1, "/p", true);
                    case "persistent" -> Frames.addWatch(1, "/p", false);
                    case "recursive" -> Frames.addWatch(1, "/p", true);
                    default -> throw new AssertionError(kind);
                };
        watcher.send(frame);
        watcher.take();
    }

    private void change(String what) {
        switch (what) {
            case "create" -> write(Frames.create(1, "/p", 0));
            case "set" -> write(Frames.set(1, "/p", "x"));
            case "delete" -> write(Frames.delete(1, "/p"));
            case "createChild" -> write(Frames.create(1, "/p/c", 0));
            case "deleteChild" -> write(Frames.delete(1, "/p/c"));
            case "setChild" -> write(Frames.set(1, "/p/c", "x"));
            case "createDeep" -> write(Frames.create(1, "/p/c/d", 0));
            case "setDeep" -> write(Frames.set(1, "/p/c/d", "x"));
            case "deleteDeep" -> write(Frames.delete(1, "/p/c/d"));
            case "setAcl" ->
                    write(Frames.of(1, new WriteRequest.SetAcl(ZPath.of("/p"), Acl.OPEN, -1)));
            default -> throw new AssertionError(what);
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
                    # watch      | present         | change      | event      | again
                    exists,        '',               create,       1 /p,        -
                    persistent,    '',               create,       1 /p,        1 /p
                    recursive,     '',               create,       1 /p,        1 /p
                    getData,       /p,               set,          3 /p,        -
                    exists,        /p,               set,          3 /p,        -
                    getChildren,   /p,               set,          -,           -
                    persistent,    /p,               set,          3 /p,        3 /p
                    recursive,     /p,               set,          3 /p,        3 /p
                    getData,       /p,               delete,       2 /p,        -
                    exists,        /p,               delete,       2 /p,        -
                    getChildren,   /p,               delete,       2 /p,        -
                    persistent,    /p,               delete,       2 /p,        2 /p
                    recursive,     /p,               delete,       2 /p,        2 /p
                    getData,       /p,               createChild,  -,           -
                    exists,        /p,               createChild,  -,           -
                    getChildren,   /p,               createChild,  4 /p,        -
                    persistent,    /p,               createChild,  4 /p,        4 /p
                    recursive,     /p,               createChild,  1 /p/c,      1 /p/c
                    getChildren,   /p /p/c,          deleteChild,  4 /p,        -
                    persistent,    /p /p/c,          deleteChild,  4 /p,        4 /p
                    recursive,     /p /p/c,          deleteChild,  2 /p/c,      2 /p/c
                    getData,       /p /p/c,          setChild,     -,           -
                    getChildren,   /p /p/c,          setChild,     -,           -
                    persistent,    /p /p/c,          setChild,     -,           -
                    recursive,     /p /p/c,          setChild,     3 /p/c,      3 /p/c
                    getChildren,   /p /p/c,          createDeep,   -,           -
                    persistent,    /p /p/c,          createDeep,   -,           -
                    recursive,     /p /p/c,          createDeep,   1 /p/c/d,    1 /p/c/d
                    recursive,     /p /p/c /p/c/d,   setDeep,      3 /p/c/d,    3 /p/c/d
                    recursive,     /p /p/c /p/c/d,   deleteDeep,   2 /p/c/d,    2 /p/c/d
                    getData,       /p,               setAcl,       -,           -
                    persistent,    /p,               setAcl,       -,           -
                    recursive,     /p,               setAcl,       -,           -
                    """)
    void eachKindHearsOfWhatItIsFor(
            String kind, String present, String what, String event, String again) {
        for (String path : present.split(" ", -1)) {
            if (!path.isEmpty()) {
                write(Frames.create(1, path, 0));
            }
        }
        watch(kind);
        change(what);
        assertEquals(event == null ? List.of() : List.of(event), events());
        undo(what);
        change(what);
        assertEquals(again == null ? List.of() : List.of(again), events(), "the second time");
    }

    /** Makes {@code change(what)} possible again, and forgets the events of that. */
    private void undo(String what) {
        switch (what) {
            case "create" -> change("delete");
            case "delete" -> change("create");
            case "createChild" -> change("deleteChild");
            case "deleteChild" -> change("createChild");
            case "createDeep" -> change("deleteDeep");
            case "deleteDeep" -> change("createDeep");
            default -> {}
        }
        watcher.take();
    }

    @Test
    void aDeleteTakesBothOneShotWatchesWithOneEvent() {
        write(Frames.create(1, "/p", 0));
        watcher.send(Frames.get(1, "/p", true), Frames.children(2, "/p", true));
        watcher.take();
        change("delete");
        assertEquals(List.of(DELETED + " /p"), events());
        change("create");
        assertEquals(List.of(), events());
    }

    @Test
    void aConnectionHearsOfAStepOnceHoweverManyWatchesItHas() {
        write(Frames.create(1, "/p", 0));
        watcher.send(
                Frames.get(1, "/p", true),
                Frames.addWatch(2, "/p", false),
                Frames.addWatch(3, "/p", true),
                Frames.addWatch(4, "/", true));
        watcher.take();
        change("set");
        assertEquals(List.of(DATA + " /p"), events());
        change("createChild");
        assertEquals(List.of(CREATED + " /p/c", CHILDREN + " /p"), events());
    }

    @Test
    void aMultiTellsInTheOrderOfItsPartsAndARefusedOneTellsNothing() {
        watcher.send(Frames.addWatch(1, "/", true));
        watcher.take();
        WriteRequest create =
                new WriteRequest.Create(Op.CREATE, ZPath.of("/p"), Bytes.EMPTY, Acl.OPEN, 0, -1);
        WriteRequest set = new WriteRequest.SetData(ZPath.of("/p"), Bytes.utf8("x"), -1);
        WriteRequest delete = new WriteRequest.Delete(ZPath.of("/p"), -1);
        WriteRequest wrong = new WriteRequest.Check(ZPath.of("/p"), 7);
        write(Frames.of(1, new WriteRequest.Multi(List.of(create, set, wrong))));
        assertEquals(List.of(), events());
        write(Frames.of(2, new WriteRequest.Multi(List.of(create, set, delete))));
        assertEquals(List.of("1 /p", "3 /p", "2 /p"), events());
    }

    @Test
    void aFailedReadSetsNoWatchButExistsOfAMissingNodeDoes() {
        watcher.send(
                Frames.get(1, "/p", true),
                Frames.children(2, "/p", true),
                Frames.get(3, "/q", true),
                Frames.exists(4, "/q", true));
        watcher.take();
        write(Frames.create(1, "/p", 0), Frames.create(2, "/q", 0));
        assertEquals(List.of(CREATED + " /q"), events());
    }

    private static String setAcl(String path, List<Acl> acl) {
        return Frames.of(1, new WriteRequest.SetAcl(ZPath.of(path), acl, -1));
    }

    private static final List<Acl> NOT_FOR_WATCHER =
            List.of(
                    new Acl(Perms.ALL & ~Perms.READ, Id.ANYONE),
                    new Acl(Perms.READ, new Id("digest", "bob:x")));

    @Test
    void whoMayNotReadIsNotToldAndHisOneShotWatchIsGoneAllTheSame() {
        write(Frames.create(1, "/p", 0));
        watcher.send(Frames.get(1, "/p", true), Frames.addWatch(2, "/p", false));
        watcher.take();
        write(setAcl("/p", NOT_FOR_WATCHER), Frames.set(2, "/p", "x"));
        change("createChild");
        assertEquals(List.of(), events());
        write(setAcl("/p", Acl.OPEN));
        watcher.send(Frames.of(3, new LinkRequest.CheckWatches(ZPath.of("/p"), WatcherType.DATA)));
        assertEquals(List.of("3 7 -121"), Frames.heads(watcher.take()));
        change("set");
        assertEquals(List.of(DATA + " /p"), events(), "the persistent one lives");
    }

    @Test
    void aCreationIsJudgedByTheNewNodesAclAndItsParentByItsOwn() {
        watcher.send(Frames.addWatch(1, "/", true), Frames.addWatch(2, "/", false));
        watcher.take();
        write(
                Frames.of(
                        1,
                        new WriteRequest.Create(
                                Op.CREATE, ZPath.of("/p"), Bytes.EMPTY, NOT_FOR_WATCHER, 0, -1)));
        assertEquals(List.of(CHILDREN + " /"), events());
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    # type              | getData | getChildren | persistent | recursive
                    CHILDREN,             false,    true,         false,       false
                    DATA,                 true,     false,        false,       false
                    ANY,                  true,     true,         true,        true
                    PERSISTENT,           false,    false,        true,        false
                    PERSISTENT_RECURSIVE, false,    false,        false,       true
                    """)
    void removalTakesTheKindsOfItsType(
            WatcherType type, boolean data, boolean child, boolean persistent, boolean recursive) {
        write(Frames.create(1, "/p", 0));
        boolean[] taken = {data, child, persistent, recursive};
        String[] kinds = {"getData", "getChildren", "persistent", "recursive"};
        String check = Frames.of(7, new LinkRequest.CheckWatches(ZPath.of("/p"), type));
        String remove = Frames.of(8, new LinkRequest.RemoveWatches(ZPath.of("/p"), type));
        String elsewhere = Frames.of(9, new LinkRequest.RemoveWatches(ZPath.of("/"), type));
        for (int i = 0; i < kinds.length; i++) {
            watch(kinds[i]);
            int code = taken[i] ? 0 : -121;
            watcher.send(elsewhere, check, check, remove, check);
            assertEquals(
                    List.of("9 -121", "7 " + code, "7 " + code, "8 " + code, "7 -121"),
                    Frames.heads(watcher.take()).stream()
                            .map(head -> head.replaceFirst(" \\d+ ", " "))
                            .toList(),
                    kinds[i]);
            watcher.send(
                    Frames.of(1, new LinkRequest.RemoveWatches(ZPath.of("/p"), WatcherType.ANY)));
            watcher.take();
        }
    }

    private static List<ZPath> paths(String... paths) {
        return java.util.Arrays.stream(paths).map(ZPath::of).toList();
    }

    private void setWatches(long since, List<ZPath> data, List<ZPath> exist, List<ZPath> child) {
        watcher.send(
                Frames.of(
                        5,
                        new LinkRequest.SetWatches(
                                Op.SET_WATCHES, since, data, exist, child, List.of(), List.of())));
    }

    @Test
    void setWatchesComparesStrictlyAndTellsWhatWasMissed() {
        // Zxid 3 creates /p, 4 its child, 5 sets it; the child list changed last at 4.
        write(Frames.create(1, "/p", 0), Frames.create(2, "/p/c", 0), Frames.set(3, "/p", "x"));

        setWatches(4, paths("/p", "/gone"), List.of(), List.of());
        assertEquals(
                List.of("event 3 /p -1", "event 2 /gone -1", "5 5 0"),
                Frames.heads(watcher.take()));
        setWatches(5, paths("/p"), List.of(), List.of());
        assertEquals(List.of("5 5 0"), Frames.heads(watcher.take()), "equal is not greater");
        change("set");
        assertEquals(List.of(DATA + " /p"), events());

        setWatches(99, List.of(), paths("/p", "/q"), List.of());
        assertEquals(List.of("event 1 /p -1", "5 6 0"), Frames.heads(watcher.take()));
        write(Frames.create(1, "/q", 0));
        assertEquals(List.of(CREATED + " /q"), events());

        setWatches(3, List.of(), List.of(), paths("/p", "/gone"));
        assertEquals(
                List.of("event 4 /p -1", "event 2 /gone -1", "5 7 0"),
                Frames.heads(watcher.take()));
        setWatches(4, List.of(), List.of(), paths("/p"));
        assertEquals(List.of("5 7 0"), Frames.heads(watcher.take()));
        change("deleteChild");
        assertEquals(List.of(CHILDREN + " /p"), events());
    }

    @Test
    void setWatches2BringsPersistentOnesBackWithoutEvents() {
        write(Frames.create(1, "/p", 0));
        watcher.send(
                Frames.of(
                        5,
                        new LinkRequest.SetWatches(
                                Op.SET_WATCHES2,
                                0,
                                List.of(),
                                List.of(),
                                List.of(),
                                paths("/p"),
                                paths("/p/c"))));
        assertEquals(List.of("5 3 0"), Frames.heads(watcher.take()));
        change("createChild");
        assertEquals(List.of(CREATED + " /p/c", CHILDREN + " /p"), events());
        change("setChild");
        assertEquals(List.of(DATA + " /p/c"), events());
    }

    @Test
    void watchesGoWithTheirConnection() {
        write(Frames.create(1, "/p", 0));
        watch("persistent");
        assertEquals(1, watcher.front.report().watches());
        watcher.drop();
        assertEquals(0, watcher.front.report().watches());
        change("set");
        assertEquals(List.of(), watcher.take());
    }

    @Test
    void watchesAreReportedBySessionAndByPath() {
        write(Frames.create(1, "/p", 0));
        watch("getData");
        writer.send(Frames.addWatch(1, "/p", true), Frames.addWatch(2, "/", true));
        List<WatchReport.BySession> bySession = watcher.front.watchesBySession();
        assertEquals(List.of(ZPath.of("/p")), bySession.get(0).paths());
        assertEquals(List.of(ZPath.ROOT, ZPath.of("/p")), bySession.get(1).paths());
        List<WatchReport.ByPath> byPath = watcher.front.watchesByPath();
        assertEquals(ZPath.ROOT, byPath.get(0).path());
        assertEquals(2, byPath.get(1).sessions().size());
        FrontReport totals = watcher.front.report();
        assertEquals(3, totals.watches());
        assertEquals(2, totals.watchedPaths());
        assertEquals(2, totals.watchingConnections());
    }
}
