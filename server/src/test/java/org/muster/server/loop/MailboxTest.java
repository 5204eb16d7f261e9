package org.muster.server.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailboxTest {
    @Test
    void messagesComeInTheOrderTheyWerePut() {
        Mailbox<String> mailbox = new Mailbox<>();
        assertNull(mailbox.takeAll());
        mailbox.put("a");
        mailbox.put("b");
        mailbox.put("c");
        assertEquals(List.of("a", "b", "c"), all(mailbox));
        assertTrue(mailbox.isEmpty());
        mailbox.put("d");
        assertEquals(List.of("d"), all(mailbox));
    }

    @Test
    void aSleepingReaderMissesNothingFromSeveralWriters() throws InterruptedException {
        int writers = 3;
        int each = 20_000;
        Mailbox<int[]> mailbox = new Mailbox<>();
        List<Thread> threads = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            int writer = w;
            threads.add(
                    Thread.ofPlatform()
                            .start(() -> {
                                for (int i = 0; i < each; i++) {
                                    mailbox.put(new int[] {writer, i});
                                }
                            }));
        }
        int[] next = new int[writers];
        int read = 0;
        long deadline = System.nanoTime() + 60_000_000_000L;
        while (read < writers * each) {
            assertTrue(System.nanoTime() < deadline, "the reader was not woken");
            mailbox.awaitAny(deadline);
            for (var letter = mailbox.takeAll(); letter != null; letter = letter.next()) {
                int[] message = letter.message();
                assertEquals(next[message[0]]++, message[1]);
                read++;
            }
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertTrue(mailbox.isEmpty());
    }

    @Test
    void sleepEndsAtItsDeadline() {
        Mailbox<String> mailbox = new Mailbox<>();
        long start = System.nanoTime();
        mailbox.awaitAny(start + 2_000_000);
        assertTrue(mailbox.isEmpty());
        mailbox.awaitAny(start - 1);
    }

    private static List<String> all(Mailbox<String> mailbox) {
        List<String> messages = new ArrayList<>();
        for (var letter = mailbox.takeAll(); letter != null; letter = letter.next()) {
            messages.add(letter.message());
        }
        return messages;
    }
}
