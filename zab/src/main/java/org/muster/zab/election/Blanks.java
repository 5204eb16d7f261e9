package org.muster.zab.election;

import java.util.Collection;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.muster.model.ServerId;
import org.muster.model.peer.Blank;

/**
 * Which voters are known to hold nothing. A member whose disk is empty cannot tell whether it is
 * new or has lost everything; if every voter is blank, nobody can miss what it lost.
 *
 * <p>A voter is believed only in answer to this life: what it said to an earlier one may be
 * overtaken by what that one did.
 */
final class Blanks {
    /** What each voter that is blank calls its life. */
    private final TreeMap<ServerId, Long> lives = new TreeMap<>();

    /** Those that have said so to this life, and nothing else since. */
    private final TreeSet<ServerId> believed = new TreeSet<>();

    /** This life's number; 0 before it is known. */
    private long life;

    /** This life is called {@code number} if it has no name yet. */
    void name(long number) {
        if (life == 0) {
            life = number == 0 ? 1 : number;
        }
    }

    /**
     * {@code voter} says {@code blank} of itself, null if it holds something or has a leader.
     *
     * @return whether it has to hear of this life, or again
     */
    boolean heard(ServerId voter, @Nullable Blank blank) {
        if (blank == null) {
            forget(voter);
            return false;
        }
        @Nullable Long before = lives.put(voter, blank.life());
        boolean answers = blank.heard() == life;
        if (answers) {
            believed.add(voter);
        } else {
            believed.remove(voter);
        }
        return !answers || before == null || before != blank.life();
    }

    /** {@code voter} is not there, or not blank. */
    void forget(ServerId voter) {
        believed.remove(voter);
        lives.remove(voter);
    }

    /** What this member, blank itself, says to {@code voter}. */
    Blank saidTo(ServerId voter) {
        @Nullable Long heard = lives.get(voter);
        return new Blank(life, heard == null ? 0 : heard);
    }

    /** Whether all {@code voters} but {@code self} are blank, as far as this life was told. */
    boolean areAll(Collection<ServerId> voters, ServerId self) {
        return voters.stream().allMatch(voter -> voter.equals(self) || believed.contains(voter));
    }
}
