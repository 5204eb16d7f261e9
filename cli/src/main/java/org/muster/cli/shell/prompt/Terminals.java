package org.muster.cli.shell.prompt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/**
 * Opens terminals without delay: no process is started to learn what a terminal can do or whether
 * it is one, as long as the native library serves and the terminal is of a usual type.
 */
final class Terminals {
    private static final List<String> USUAL =
            List.of("xterm", "xterm-256color", "screen", "screen-256color");

    private Terminals() {}

    /** The terminal of this process. */
    static Terminal own() throws IOException {
        learnUsual();
        try {
            return builder().system(true).exec(false).dumb(false).build();
        } catch (IllegalStateException noLibrary) {
            return builder().system(true).build();
        }
    }

    /** A terminal that nobody sees. */
    static Terminal rehearsal(InputStream typed, OutputStream shown) throws IOException {
        learnUsual();
        return builder()
                .system(false)
                .streams(typed, shown)
                .type("xterm-256color")
                .exec(false)
                .build();
    }

    private static TerminalBuilder builder() {
        return TerminalBuilder.builder().name("muster").ffm(false).jansi(false).jna(false);
    }

    private static void learnUsual() {
        for (String type : USUAL) {
            InfoCmp.setLoadedInfoCmp(type, () -> InfoCmp.getDefaultInfoCmp(type));
        }
        // What tmux can do beyond screen is of no use here.
        InfoCmp.setLoadedInfoCmp(
                "tmux-256color", () -> InfoCmp.getDefaultInfoCmp("screen-256color"));
    }
}
