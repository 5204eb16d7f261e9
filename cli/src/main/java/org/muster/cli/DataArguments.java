package org.muster.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The directories that commands on data at rest are given: {@code DATA-DIR [LOG-DIR]}. */
record DataArguments(Path dataDir, Path dataLogDir) {

    /** Reads them from the words that are left when all options are gone. */
    static DataArguments of(List<String> words, String usage) throws UsageException {
        for (String word : words) {
            if (word.startsWith("-")) {
                throw new UsageException("unknown option " + word + "; " + usage);
            }
        }
        if (words.isEmpty() || words.size() > 2) {
            throw new UsageException(usage);
        }
        try {
            return new DataArguments(Path.of(words.getFirst()), Path.of(words.getLast()));
        } catch (InvalidPathException e) {
            throw new UsageException("not a directory name: " + e.getInput());
        }
    }

    /**
     * Takes the option {@code name} and its value out of {@code words}; null if it is not there.
     */
    static @Nullable String take(List<String> words, String name) throws UsageException {
        int at = words.indexOf(name);
        if (at < 0) {
            return null;
        }
        if (at + 1 == words.size()) {
            throw new UsageException(name + " needs a value");
        }
        words.remove(at);
        return words.remove(at);
    }
}
