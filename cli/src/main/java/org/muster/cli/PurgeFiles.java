package org.muster.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.NioDisk;
import org.muster.storage.purge.Purge;
import org.muster.storage.recovery.Directories;

/** {@code muster purge}. */
final class PurgeFiles implements Subcommand {
    private static final String USAGE = "usage: muster purge DATA-DIR [LOG-DIR] [-n N]";

    @Override
    public String name() {
        return "purge";
    }

    @Override
    public String help() {
        return """
        usage: muster purge DATA-DIR [LOG-DIR] [-n N]

        Deletes old snapshots and logs. Keeps the newest N snapshots (3 or more) that can be read
        whole, and every log that recovery from the oldest of them may need. A server may run.

        Exit code: 0 done, 1 the directories cannot be read or written, 2 bad command line.
        """;
    }

    @Override
    public int run(List<String> arguments, Streams streams) throws UsageException {
        List<String> words = new ArrayList<>(arguments);
        String count = DataArguments.take(words, "-n");
        DataArguments data = DataArguments.of(words, USAGE);
        int retain = count == null ? Purge.MIN_RETAINED : parse(count);
        Path snapshots = data.dataDir().resolve("version-2");
        Path logs = data.dataLogDir().resolve("version-2");
        try {
            Directories directories =
                    logs.equals(snapshots)
                            ? Directories.single(NioDisk.open(snapshots))
                            : Directories.separate(NioDisk.open(snapshots), NioDisk.open(logs));
            Purge.Deleted deleted = new Purge(directories).run(retain);
            deleted.snapshots()
                    .forEach(name -> streams.out().println("deleted " + snapshots.resolve(name)));
            deleted.logs().forEach(name -> streams.out().println("deleted " + logs.resolve(name)));
            deleted.damaged()
                    .forEach(name ->
                            streams.err()
                                    .println(
                                            "muster: "
                                                    + snapshots.resolve(name)
                                                    + " is damaged and does not count"));
            return 0;
        } catch (DiskException failure) {
            streams.err().println("muster: " + failure.getMessage());
            return 1;
        }
    }

    private static int parse(String text) throws UsageException {
        try {
            int count = Integer.parseInt(text);
            if (count >= Purge.MIN_RETAINED) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        throw new UsageException("-n must be a number of 3 or more, not " + text);
    }
}
