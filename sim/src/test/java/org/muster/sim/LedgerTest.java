package org.muster.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    @TempDir Path folder;
    private Path file;
    private Ledger ledger;

    @BeforeEach
    void emptyLedger() throws IOException {
        file = folder.resolve("campaigns.md");
        Files.writeString(
                file, "before\n<!-- campaigns:begin -->\n<!-- campaigns:end -->\nafter\n");
        ledger = new Ledger(file);
    }

    @Test
    void seedsOfOneCodeSideBySideAreOneRow() throws IOException {
        assertEquals(1, ledger.next("ensemble"));
        ledger.add(new Ledger.Row("ensemble", 1, 1000, "abc", 20, 1));
        ledger.add(new Ledger.Row("ensemble", 1001, 1500, "abc", 10, 2));
        assertEquals(1501, ledger.next("ensemble"));
        assertEquals(1, ledger.next("single"));
        ledger.add(new Ledger.Row("ensemble", 1501, 1600, "def", 1, 0));
        ledger.add(new Ledger.Row("single", 1, 100, "def", 3, 0));
        assertEquals(1601, ledger.next("ensemble"));
        assertEquals(101, ledger.next("single"));
        assertEquals(
                """
                before
                <!-- campaigns:begin -->

                | kind | seeds | code | simulated s | violations |
                |---|---|---|---|---|
                | ensemble | 1 to 1500 | abc | 30 | 3 |
                | ensemble | 1501 to 1600 | def | 1 | 0 |
                | single | 1 to 100 | def | 3 | 0 |

                <!-- campaigns:end -->
                after
                """,
                Files.readString(file));
    }

    @Test
    void aCampaignGoesOnWhereTheLastOneEnded() throws IOException {
        assertEquals(0, simulate("3"));
        assertEquals(0, simulate("2"));
        assertTrue(Files.readString(file).contains("| single | 1 to 5 | abc |"));
    }

    private int simulate(String seeds) {
        String[] line = {"--seeds", seeds, "--ledger", file.toString(), "--code", "abc"};
        PrintStream nowhere =
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        return Main.run(line, nowhere);
    }

    @Test
    void aDocumentWithoutAPlaceForItIsNamed() throws IOException {
        Files.writeString(file, "nothing\n");
        IOException refusal = assertThrows(IOException.class, () -> ledger.next("single"));
        assertTrue(refusal.getMessage().contains("campaigns.md"), refusal.getMessage());
    }
}
