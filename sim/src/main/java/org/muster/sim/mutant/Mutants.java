package org.muster.sim.mutant;

import java.util.List;

/** All planted bugs. */
public final class Mutants {
    private static final String CORE = "org.muster.replica.core.";
    private static final String FRONT = "org.muster.replica.front.";
    private static final String STORAGE = "org.muster.storage.";

    /** In the order of the table. */
    public static final List<Mutant> ALL =
            List.of(
                    new Mutant(
                            "M1",
                            "a write is acknowledged before it is synced",
                            List.of("C6"),
                            100,
                            STORAGE + "log.LogWriter.syncFile",
                            "sync",
                            "pretendSync"),
                    new Mutant(
                            "M12",
                            "a zero page is read as the end of the log",
                            List.of("C5", "C1"),
                            1_000,
                            STORAGE + "log.LogFileReader.read",
                            "isZero",
                            "surelyZero"),
                    new Mutant(
                            "M14",
                            "a failed sync is tried again",
                            List.of("C6"),
                            1_000,
                            STORAGE + "log.LogWriter.syncFile",
                            "sync",
                            "retrySync"),
                    new Mutant(
                            "M15",
                            "the directory is not synced when the log rolls",
                            List.of("C6"),
                            1_000,
                            STORAGE + "log.LogWriter.openFile",
                            "sync",
                            "forgetNames"),
                    new Mutant(
                            "M16",
                            "a fallback to an older snapshot ignores a gap in the log",
                            List.of("C10", "C5"),
                            1_000,
                            STORAGE + "recovery.LogReplay.onGood",
                            "apply",
                            "applyBlindly"),
                    new Mutant(
                            "M18",
                            "a watch is gone before its event is queued when a session moves",
                            List.of("C4"),
                            2_000,
                            FRONT + "Watching.set",
                            "missed",
                            "forgetMissed"),
                    new Mutant(
                            "M19",
                            "sessions expire by the wall clock",
                            List.of("C7"),
                            200,
                            CORE + "Sessions.tick",
                            "monotonicMs",
                            "wallMs"),
                    new Mutant(
                            "M20",
                            "ephemerals are removed one by one instead of with their session",
                            List.of("C7"),
                            500,
                            CORE + "Sessions.tick",
                            "propose",
                            "closeOneByOne"),
                    new Mutant(
                            "M22",
                            "a multi applies the operations before the one that fails",
                            List.of("C1", "C3"),
                            100,
                            "org.muster.state.prepare.Preparer.prepareMulti",
                            "refuse",
                            "keepHalf"),
                    new Mutant(
                            "X1",
                            "a front shows some roots too late",
                            List.of("C3"),
                            100,
                            FRONT + "Deliveries.accept",
                            "advance",
                            "advanceLate"),
                    new Mutant(
                            "X2",
                            "watch events reach those who may not read the znode",
                            List.of("C4"),
                            500,
                            FRONT + "Events.send",
                            "permits",
                            "yesToAccess"),
                    new Mutant(
                            "X3",
                            "a front does not pass on signs of life",
                            List.of("C7"),
                            100,
                            FRONT + "Front.tick",
                            "add",
                            "forget"),
                    new Mutant(
                            "X4",
                            "the session password is not checked",
                            List.of("C7", "C12"),
                            200,
                            CORE + "Sessions.attach",
                            "isPassword",
                            "yesToPassword"),
                    new Mutant(
                            "X5",
                            "a connection goes on writing after its session moved to another",
                            List.of("C7"),
                            500,
                            CORE + "Sessions.attached",
                            "isAttachedTo",
                            "yesToAddress"),
                    new Mutant(
                            "X6",
                            "settling cuts the last good record too",
                            List.of("C6", "C5"),
                            500,
                            STORAGE + "recovery.Settlement.rewrite",
                            "kept",
                            "keepLess"),
                    new Mutant(
                            "X7",
                            "a clock set back repeats session ids",
                            List.of("C7"),
                            1_000,
                            STORAGE + "meta.Meta.idBaseMs",
                            "max",
                            "second"),
                    // A start after a power loss shows it, and so does one that is tried on a
                    // copy: the logs that the snapshot made needless are gone, and what was shown
                    // with them.
                    new Mutant(
                            "X9",
                            "a snapshot gets its name before it is synced",
                            List.of("C5", "C6"),
                            1_000,
                            STORAGE + "snapshot.SnapshotWriter.writeSome",
                            "sync",
                            "pretendSync"),
                    new Mutant(
                            "X10",
                            "sequence numbers are taken from the children that are left",
                            List.of("C1", "C10"),
                            100,
                            "org.muster.state.prepare.CreateRules.decide",
                            "creations",
                            "liveChildren"),
                    new Mutant(
                            "X11",
                            "a session is said to be over before its end is safe",
                            List.of("C7"),
                            2_000,
                            CORE + "Sessions.attach",
                            "whenReached",
                            "atOnce"),
                    new Mutant(
                            "X13",
                            "a sync does not wait for the writes before it",
                            List.of("C8", "C1", "C3", "INVARIANT"),
                            100,
                            CORE + "LeadingRole.answer",
                            "whenReached",
                            "atOnce"),
                    new Mutant(
                            "X14",
                            "a TTL znode is deleted though it was written meanwhile",
                            List.of("C7"),
                            500,
                            CORE + "Sweeper.tick",
                            "isStillDue",
                            "yesToTwo"),
                    new Mutant(
                            "X15",
                            "containers and TTL znodes go as fast as they can",
                            List.of("C12"),
                            200,
                            CORE + "Sweeper.tick",
                            "clamp",
                            "fastest"),
                    new Mutant(
                            "X16",
                            "hard quotas are not asked when a znode is created",
                            List.of("C1"),
                            200,
                            "org.muster.state.prepare.CreateRules.checkRoom",
                            "check",
                            "withinQuota"),
                    new Mutant(
                            "X17",
                            "the usage of a quota forgets what is deleted",
                            List.of("C1", "C3", "C10"),
                            200,
                            "org.muster.state.StateDraft.delete",
                            "account",
                            "accountNothing"),
                    new Mutant(
                            "X18",
                            "the super user is like everybody else",
                            List.of("C1", "C3"),
                            500,
                            "org.muster.state.auth.AclRules.permits",
                            "equals",
                            "noToEquals"),
                    new Mutant(
                            "X19",
                            "a batch is said to be in the log before it is written",
                            List.of("C6"),
                            500,
                            STORAGE + "log.LogWriter.flush",
                            "writeOut",
                            "writeNothing"));

    private Mutants() {}
}
