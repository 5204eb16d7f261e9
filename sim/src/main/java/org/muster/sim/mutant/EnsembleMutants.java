package org.muster.sim.mutant;

import java.util.List;

/** The planted bugs that only several servers together show. */
public final class EnsembleMutants {
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
                            "M4",
                            "half of the voters are a quorum",
                            List.of("C9"),
                            100,
                            "org.muster.zab.quorum.VoterMajority.suffices",
                            "suffices",
                            "halfSuffices"),
                    new Mutant(
                            "M6",
                            "a vote compares zxids before epochs",
                            List.of("C9", "C1"),
                            1_000,
                            "org.muster.model.peer.Vote.compareTo",
                            "compare",
                            "compareZxidsFirst"),
                    new Mutant(
                            "M8",
                            "a learner that must truncate is only sent what it lacks",
                            List.of("C10"),
                            500,
                            "org.muster.zab.sync.SyncPlan.choose",
                            "equals",
                            "isOfSameEpoch"),
                    new Mutant(
                            "M17",
                            "a sync is answered without asking a quorum",
                            List.of("C8"),
                            500,
                            "org.muster.zab.Zab.confirm",
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
                            "X30",
                            "what an earlier leader was asked for is asked again at once",
                            List.of("C1"),
                            1_000,
                            "org.muster.replica.core.LocalSessions.becomeServed",
                            "hasAsked",
                            "askedNothing"));

    private EnsembleMutants() {}
}
