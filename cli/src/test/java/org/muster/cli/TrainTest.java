package org.muster.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrainTest {
    @Test
    @Tag("slow")
    void servesItselfAndEnds(@TempDir Path data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code =
                Main.run(
                        List.of(
                                "train",
                                "--port",
                                "0",
                                "--data-dir",
                                data.toString(),
                                "--log-level",
                                "error"),
                        new Subcommand.Streams(printer(out), printer(err)));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
        assertEquals("muster: trained\n", out.toString(StandardCharsets.UTF_8));
        assertEquals(0, code);
    }

    private static PrintStream printer(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }
}
