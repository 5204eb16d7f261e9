package org.muster.cli;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Zxid;
import org.muster.server.data.DataException;
import org.muster.server.data.DataRepair;

/** {@code muster repair}. */
final class Repair implements Subcommand {
    private static final String USAGE =
            "usage: muster repair DATA-DIR [LOG-DIR] --accept-loss ZXID";

    @Override
    public String name() {
        return "repair";
    }

    @Override
    public String help() {
        return """
        usage: muster repair DATA-DIR [LOG-DIR] --accept-loss ZXID

        Lets a directory that a server refuses as damaged serve again. Everything up to the
        transaction ZXID is kept, everything behind it is given up; the server named ZXID when it
        refused. The damaged files stay in version-2 under names that begin with muster.aside.
        An undamaged copy of the files is the better remedy.

        Exit code: 0 repaired, 1 not repaired, with the reason, 2 the command line makes no sense.
        """;
    }

    @Override
    public int run(List<String> arguments, Streams streams) throws UsageException {
        List<String> words = new ArrayList<>(arguments);
        String zxid = DataArguments.take(words, "--accept-loss");
        DataArguments data = DataArguments.of(words, USAGE);
        if (zxid == null) {
            throw new UsageException(USAGE);
        }
        try {
            DataRepair.repair(data.dataDir(), data.dataLogDir(), parse(zxid))
                    .forEach(streams.out()::println);
            return 0;
        } catch (DataException refusal) {
            streams.err().println("muster: not repaired: " + refusal.getMessage());
            return 1;
        }
    }

    private static Zxid parse(String text) throws UsageException {
        try {
            return new Zxid(Long.decode(text));
        } catch (NumberFormatException e) {
            throw new UsageException("not a zxid: " + text);
        }
    }
}
