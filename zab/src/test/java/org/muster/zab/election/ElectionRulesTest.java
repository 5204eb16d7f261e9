package org.muster.zab.election;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.BrokenInvariantException;
import org.muster.model.Epoch;
import org.muster.model.Now;
import org.muster.model.ServerId;
import org.muster.model.Zxid;
import org.muster.model.peer.MemberState;
import org.muster.model.peer.Membership;
import org.muster.model.peer.Notification;
import org.muster.model.peer.Vote;
import org.muster.zab.quorum.QuorumRule;

/** What one member answers to what it hears; lines as in {@code captures/*.txt}. */
final class ElectionRulesTest {
    private static final String CONFIG = "server.1=…\nversion=0";

    private final List<String> said = new ArrayList<>();
    private final List<Notification> sent = new ArrayList<>();
    private final ElectionEffects out =
            new ElectionEffects() {
                @Override
                public void notify(ServerId to, Notification notification) {
                    sent.add(notification);
                    said.add(
                            String.join(
                                    " ",
                                    notification.sender() + "->" + to,
                                    notification.state().toString(),
                                    number(notification.vote().leader().value()),
                                    number(notification.vote().zxid().value()),
                                    number(notification.electionEpoch()),
                                    number(notification.vote().peerEpoch().value())));
                }

                @Override
                public void decided(Vote leaderVote) {
                    said.add("leader " + leaderVote.leader());
                }
            };
    private Election election = member(3);
    private long nowMs;

    private static Election member(long self) {
        List<ServerId> voters = List.of(new ServerId(1), new ServerId(2), new ServerId(3));
        return new Election(
                new ElectionSettings(
                        new ServerId(self),
                        QuorumRule.of(new Membership(0, voters, List.of(), List.of())),
                        CONFIG,
                        null,
                        ElectionTiming.DEFAULT));
    }

    private static String number(long value) {
        return value == Long.MIN_VALUE ? "none" : Long.toString(value);
    }

    private static long number(String text) {
        return text.equals("none") ? Long.MIN_VALUE : Long.parseLong(text);
    }

    private Now now() {
        return new Now(nowMs * 1_000_000, 0);
    }

    private static Vote vote(long leader, long zxid, long epoch) {
        return new Vote(new ServerId(leader), new Zxid(zxid), new Epoch(epoch));
    }

    private void look(Vote own) {
        election.look(now(), own, out);
    }

    /** Hears a line such as {@code 2->3 LOOKING 2 0 1 0}. */
    private void hear(String line) {
        String[] words = line.split(" +", -1);
        Vote vote = vote(number(words[2]), number(words[3]), number(words[5]));
        election.received(
                now(),
                new Notification(
                        new ServerId(number(words[0].substring(0, words[0].indexOf('-')))),
                        MemberState.valueOf(words[1]),
                        vote,
                        number(words[4]),
                        Notification.FORMAT,
                        null,
                        null,
                        null),
                out);
    }

    /** What was said since the last time. */
    private void assertSays(String... lines) {
        assertEquals(List.of(lines), said);
        said.clear();
    }

    @Test
    void aLateServerSaysWhatTheReferenceSaid() throws IOException {
        List<String> expected = new ArrayList<>();
        look(vote(3, 0, 0));
        try (InputStream in = getClass().getResourceAsStream("/captures/late-third-server.txt");
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(Member.known(in), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("3->")) {
                    expected.add(line.replaceAll(" +", " "));
                } else if (!line.startsWith("#")) {
                    assertEquals(MemberState.LOOKING, election.state());
                    hear(line);
                }
            }
        }
        expected.add("leader 2");
        assertEquals(expected, said);
        assertEquals(MemberState.FOLLOWING, election.state());
    }

    @Test
    void notificationsCarryTheConfigurationInTheNewestFormat() {
        look(vote(3, 0, 0));
        assertEquals(CONFIG, sent.getFirst().config());
        assertEquals(2, sent.getFirst().format());
    }

    @Test
    void aLaterRoundBeginsWithTheOwnVoteAgain() {
        look(vote(3, 5, 1));
        assertSays("3->1 LOOKING 3 5 1 1", "3->2 LOOKING 3 5 1 1");
        hear("2->3 LOOKING 2 9 1 1");
        assertSays("3->1 LOOKING 2 9 1 1", "3->2 LOOKING 2 9 1 1");
        hear("1->3 LOOKING 1 4 7 1");
        assertSays("3->1 LOOKING 3 5 7 1", "3->2 LOOKING 3 5 7 1");
    }

    @Test
    void whoIsBehindIsAnswered() {
        look(vote(3, 5, 1));
        hear("2->3 LOOKING 2 4 7 1");
        said.clear();
        hear("1->3 LOOKING 1 9 6 1");
        assertSays("3->1 LOOKING 3 5 7 1");
        hear("1->3 FOLLOWING 2 9 6 1");
        assertSays();
        hear("1->3 LOOKING 1 4 7 1");
        assertSays("3->1 LOOKING 3 5 7 1");
        hear("1->3 LOOKING 1 3 7 1");
        assertSays();
    }

    @Test
    void votesThatArriveInTheWaitCountAndABetterOneBeginsAnotherWait() {
        look(vote(3, 5, 1));
        election.reachable(now(), new ServerId(1), true, out);
        hear("2->3 LOOKING 3 5 1 1");
        said.clear();
        nowMs = 199;
        election.tick(now(), out);
        assertSays();
        hear("1->3 LOOKING 1 6 1 1");
        assertSays("3->1 LOOKING 1 6 1 1", "3->2 LOOKING 1 6 1 1");
        nowMs = 398;
        election.tick(now(), out);
        assertSays();
        nowMs = 399;
        election.tick(now(), out);
        assertEquals("leader 1", said.getFirst());
    }

    @Test
    void theWaitEndsWithTheLastVoteThatCanCome() {
        look(vote(3, 5, 1));
        hear("2->3 LOOKING 3 5 1 1");
        said.clear();
        nowMs = 20;
        election.reachable(now(), new ServerId(1), false, out);
        assertSays("leader 3");
    }

    @Test
    void aSettledMemberAnswersEveryOneThatLooks() {
        look(vote(3, 5, 1));
        hear("2->3 LOOKING 3 5 1 1");
        hear("1->3 LOOKING 3 5 1 1");
        said.clear();
        for (String asker : List.of("1", "2", "9")) {
            hear(asker + "->3 LOOKING none none 1 none");
            assertSays("3->" + asker + " LEADING 3 5 1 1");
        }
        election.established(new Epoch(2));
        hear("1->3 LOOKING 1 0 1 0");
        assertSays("3->1 LEADING 3 5 1 2");
        hear("1->3 FOLLOWING 3 5 1 2");
        hear("9->3 OBSERVING 3 5 1 2");
        assertSays();
    }

    @Test
    void whoFollowsASettledEnsembleSpeaksOfItsRound() {
        look(vote(3, 5, 1));
        hear("1->3 LOOKING 1 4 8 1");
        said.clear();
        hear("2->3 LEADING 2 7 -1 3");
        hear("1->3 FOLLOWING 2 7 5 3");
        assertEquals(List.of("leader 2"), said);
        assertEquals(8, election.round());
        said.clear();
        hear("1->3 LOOKING 1 0 1 0");
        assertTrue(said.getFirst().startsWith("3->1 FOLLOWING 2 7 "), said::toString);
    }

    @Test
    void aMemberWithoutAVoteAsksInRoundZeroAndAnswersNobody() {
        look(Vote.NONE);
        assertSays("3->1 LOOKING none none 0 none", "3->2 LOOKING none none 0 none");
        hear("1->3 LOOKING 1 5 4 1");
        hear("2->3 LOOKING 2 5 3 1");
        hear("9->3 LOOKING none none 9 none");
        assertSays();
        nowMs = 200;
        election.tick(now(), out);
        assertSays("3->1 LOOKING none none 0 none", "3->2 LOOKING none none 0 none");
        hear("2->3 LOOKING 1 5 4 1");
        assertSays("leader 1");
        hear("1->3 LOOKING 1 5 4 1");
        assertSays("3->1 OBSERVING 1 5 4 1");
        election.settled(MemberState.FOLLOWING);
        hear("1->3 LOOKING 1 5 4 1");
        assertSays("3->1 FOLLOWING 1 5 4 1");
    }

    @Test
    void aDatabaseThatIsNotTrustedNeitherVotesNorIsVotedFor() {
        look(vote(3, -1, 0));
        assertSays("3->1 LOOKING none none 0 none", "3->2 LOOKING none none 0 none");
        election = member(3);
        look(vote(3, 0, 0));
        said.clear();
        hear("2->3 LOOKING 2 -1 5 9");
        assertEquals(1, election.round());
        assertSays();
    }

    @Test
    void whatIsAbsurdIsPassedOver() {
        look(vote(3, 0, 0));
        said.clear();
        hear("2->3 LOOKING 2 0 " + Long.MAX_VALUE + " 0");
        hear("2->3 LOOKING 8 9 1 9");
        hear("3->3 LOOKING 2 9 1 9");
        hear("8->3 FOLLOWING 8 9 1 9");
        hear("8->3 LEADING 8 9 1 9");
        hear("2->3 LEADING 8 9 1 9");
        hear("1->3 FOLLOWING 8 9 1 9");
        assertSays();
        assertEquals(vote(3, 0, 0), election.vote());
        assertEquals(1, election.round());
    }

    @Test
    void askersAreAnsweredSparinglyAndToldTheLeader() {
        look(vote(3, 0, 0));
        said.clear();
        hear("9->3 LOOKING none none 7 none");
        assertSays("3->9 LOOKING 3 0 1 0");
        hear("9->3 LOOKING none none 7 none");
        assertSays();
        nowMs = 100;
        hear("1->3 LOOKING 1 5 1 0");
        said.clear();
        hear("9->3 LOOKING none none 7 none");
        assertSays("3->9 LOOKING 1 5 1 0");
        nowMs = 300;
        hear("9->3 LOOKING none none 7 none");
        assertSays("3->9 LOOKING 1 5 1 0");
        hear("2->3 LOOKING 1 5 1 0");
        assertSays("leader 1", "3->9 FOLLOWING 1 5 1 0");
    }

    @Test
    void onlySoManyAskersAreRemembered() {
        look(vote(3, 0, 0));
        for (int asker = 10; asker < 10 + 2 * Askers.LIMIT; asker++) {
            hear(asker + "->3 LOOKING none none 1 none");
        }
        hear("1->3 LOOKING 3 0 1 0");
        said.clear();
        hear("2->3 LOOKING 3 0 1 0");
        assertEquals(1 + Askers.LIMIT, said.size());
        assertEquals("3->" + (10 + Askers.LIMIT) + " LEADING 3 0 1 0", said.get(1));
    }

    @Test
    void beforeItLooksAMemberOnlyListens() {
        hear("1->3 LOOKING 1 9 2 1");
        hear("2->3 FOLLOWING 1 9 2 1");
        assertSays();
        look(vote(3, 5, 1));
        assertSays("3->1 LOOKING 1 9 2 1", "3->2 LOOKING 1 9 2 1");
    }

    @Test
    void refusesCallsOutOfTurn() {
        look(vote(3, 0, 0));
        assertThrows(BrokenInvariantException.class, () -> election.established(new Epoch(1)));
        assertThrows(BrokenInvariantException.class, () -> election.settled(MemberState.FOLLOWING));
        assertThrows(BrokenInvariantException.class, () -> look(vote(2, 0, 0)));
    }

    /** They come from an earlier life of the member, before its disk was damaged. */
    @Test
    void votesForAMemberThatMayNotVoteMakeItNoLeader() {
        look(Vote.NONE);
        hear("1->3 LOOKING 3 9 3 1");
        hear("2->3 LOOKING 3 9 3 1");
        nowMs = 1_000;
        election.tick(now(), out);
        assertEquals(MemberState.LOOKING, election.state());
        hear("1->3 LOOKING 2 5 4 1");
        hear("2->3 LOOKING 2 5 4 1");
        assertEquals(MemberState.OBSERVING, election.state());
    }
}
