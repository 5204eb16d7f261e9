package org.muster.cli.shell.nodes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.model.Bytes;

/** Data that a command is given: as a word, in base64, from a file. */
final class NewData {
    private NewData() {}

    /** The data that the options {@code -b} and {@code -f} and the word say, if any. */
    static Optional<Bytes> of(Arguments arguments, Optional<String> word) {
        Optional<String> file = arguments.value("-f");
        if (file.isPresent() && word.isPresent()) {
            throw ShellFailure.usage("data from a file and as a word");
        }
        if (file.isPresent()) {
            return Optional.of(read(Path.of(file.get())));
        }
        if (word.isPresent() && arguments.has("-b")) {
            try {
                return Optional.of(Bytes.owning(Base64.getDecoder().decode(word.get())));
            } catch (IllegalArgumentException broken) {
                throw ShellFailure.usage("no base64: " + broken.getMessage());
            }
        }
        return word.map(Bytes::utf8);
    }

    private static Bytes read(Path file) {
        try {
            return Bytes.owning(Files.readAllBytes(file));
        } catch (NoSuchFileException missing) {
            throw new ShellFailure(ExitCode.FAILED, "there is no file " + file);
        } catch (IOException failure) {
            throw new ShellFailure(ExitCode.FAILED, "cannot read " + file + ": " + failure);
        }
    }
}
