package org.muster.cli.shell.prompt;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jline.reader.Candidate;

/** Completes names of files. */
final class FileCompletion {
    private static final int MOST = 500;

    private FileCompletion() {}

    /** Adds the files that {@code word} may become. */
    static void complete(String word, List<Candidate> candidates) {
        int slash = word.lastIndexOf('/');
        String above = slash < 0 ? "" : word.substring(0, slash + 1);
        try (Stream<Path> files = Files.list(Path.of(above.isEmpty() ? "." : above))) {
            files.filter(file -> name(file).startsWith(word.substring(slash + 1)))
                    .sorted()
                    .limit(MOST)
                    .forEach(file -> {
                        boolean folder = Files.isDirectory(file);
                        String text = above + name(file) + (folder ? "/" : "");
                        candidates.add(
                                new Candidate(text, name(file), null, null, null, null, !folder));
                    });
        } catch (IOException unreadable) {
            // Then there is nothing to offer.
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
