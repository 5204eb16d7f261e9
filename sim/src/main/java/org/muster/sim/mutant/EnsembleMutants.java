package org.muster.sim.mutant;

import java.util.List;

/** The planted bugs that only several servers together show. */
public final class EnsembleMutants {
    private static final String ZAB = "org.muster.zab.";
    private static final String CORE = "org.muster.replica.core.";

    /** In the order of the table. */
    public static final List<Mutant> ALL =
            List.of(
                    new Mutant(
                            "M1",
                            "an acknowledgement is sent before the disk has it",
                            List.of("C6"),
                            100,
                            "org.muster.storage.log.LogWriter.syncFile",
                            "sync",
                            "pretendSync"),
                    new Mutant(
                            "M2",
                            "the current epoch is written before the history is on disk",
                            List.of("C9", "C2"),
                            500,
                            ZAB + "LearnerRole.asked",
                            "accept",
                            "acceptAndEnter"),
                    new Mutant(
                            "M3",
                            "the accepted epoch is kept in memory only",
                            List.of("C9"),
                            1_000,
                            "org.muster.sim.host.MemberDisk.keep",
                            "keep",
                            "keepCurrentOnly"),
                    new Mutant(
                            "M4",
                            "half of the voters are a quorum",
                            List.of("C9"),
                            100,
                            ZAB + "quorum.VoterMajority.suffices",
                            "suffices",
                            "halfSuffices"),
                    new Mutant(
                            "M5",
                            "a member with a damaged disk is counted in quorums",
                            List.of("C9"),
                            1_000,
                            ZAB + "Ledger.votes",
                            "standing",
                            "alwaysIntact"),
                    new Mutant(
                            "M6",
                            "a vote compares zxids before epochs",
                            List.of("C9", "C1"),
                            1_000,
                            "org.muster.model.peer.Vote.compareTo",
                            "compare",
                            "compareZxidsFirst"),
                    new Mutant(
                            "M7",
                            "a leader counts what its learners held in earlier epochs",
                            List.of("C9"),
                            2_000,
                            ZAB + "LeaderRole.entered",
                            "synchronise",
                            "synchroniseAndCount"),
                    new Mutant(
                            "M8",
                            "a learner that must truncate is only sent what it lacks",
                            List.of("C10"),
                            500,
                            ZAB + "sync.SyncPlan.choose",
                            "equals",
                            "isOfSameEpoch"),
                    new Mutant(
                            "M9",
                            "a truncation keeps newer snapshots",
                            List.of("C5", "C10"),
                            1_000,
                            "org.muster.storage.log.LogCut.carryOut",
                            "delete",
                            "deleteLogsOnly"),
                    new Mutant(
                            "M10",
                            "one transaction is skipped at the seam of memory and disk",
                            List.of("C10"),
                            500,
                            ZAB + "CatchUp.sendAfter",
                            "sendHistory",
                            "sendHistoryButOne"),
                    new Mutant(
                            "M11",
                            "a vote is for the history in memory, whether or not the disk has it",
                            List.of("C5"),
                            2_000,
                            ZAB + "LookingRole.lookIfSettled",
                            "isSettled",
                            "alwaysSettled"),
                    new Mutant(
                            "M13",
                            "an empty disk votes",
                            List.of("C9"),
                            500,
                            "org.muster.storage.member.Judgement.ofNothing",
                            "whenEmpty",
                            "isNew"),
                    new Mutant(
                            "M17",
                            "a sync is answered without asking a quorum",
                            List.of("C8"),
                            500,
                            ZAB + "Zab.confirm",
                            "confirm",
                            "confirmAtOnce"),
                    new Mutant(
                            "M21",
                            "a client is let in by a member that knows less than it has seen",
                            List.of("C3", "C4"),
                            500,
                            "org.muster.replica.front.Handshake.accept",
                            "lastZxidSeen",
                            "sawNothing"),
                    new Mutant(
                            "M23",
                            "an old connection is listened to after the member has come back",
                            List.of("C9", "C1"),
                            5_000,
                            ZAB + "LeaderRole.greeted",
                            "drop",
                            "keepListening"),
                    new Mutant(
                            "M25",
                            "a re-admission cannot be told from one of an earlier life",
                            List.of("C9"),
                            20_000,
                            CORE + "Core.follow",
                            "next",
                            "sameNonce"),
                    new Mutant(
                            "X30",
                            "what an earlier leader was asked for is asked again at once",
                            List.of("C1"),
                            1_000,
                            CORE + "LocalSessions.becomeServed",
                            "hasAsked",
                            "askedNothing"),
                    new Mutant(
                            "X32",
                            "a reply is sent before its transaction is applied",
                            List.of("C3", "C1"),
                            500,
                            "org.muster.replica.front.Deliveries.accept",
                            "advance",
                            "advanceLate"));

    private EnsembleMutants() {}
}
