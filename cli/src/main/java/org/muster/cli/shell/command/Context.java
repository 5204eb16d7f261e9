package org.muster.cli.shell.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.muster.client.Blocking;
import org.muster.client.MusterClient;

/** What commands work with, and what one leaves for the next: a session, a place, watches. */
public final class Context implements AutoCloseable {
    private final Settings settings;
    private final Output output;
    private final Link link;
    private final Watches watches;
    private final List<String> lines = new ArrayList<>();
    private Asker asker;
    private String directory = "/";
    private Optional<String> next = Optional.empty();
    private boolean quit;

    /** A shell that begins at the root. */
    public Context(Settings settings, Output output, Asker asker) {
        this.settings = settings;
        this.output = output;
        this.link = new Link(settings);
        this.watches = new Watches(output);
        this.asker = asker;
    }

    /** How the shell was started. */
    public Settings settings() {
        return settings;
    }

    /** Where to write. */
    public Output out() {
        return output;
    }

    /** The connection. */
    public Link link() {
        return link;
    }

    /** What is being watched. */
    public Watches watches() {
        return watches;
    }

    /** The client, connected. */
    public MusterClient client() throws InterruptedException {
        return link.ready();
    }

    /** The client's calls that wait. */
    public Blocking calls() throws InterruptedException {
        return client().blocking();
    }

    /** Where relative paths begin. */
    public String directory() {
        return directory;
    }

    /** Goes to another place. */
    public void directory(String path) {
        directory = path;
    }

    /** The whole path that a word means: relative ones begin where the user is. */
    public String path(String word) {
        return Paths.resolve(directory, word);
    }

    /** The path that the first word means, or where the user is. */
    public String pathOrHere(Arguments arguments) {
        return path(arguments.word(0).orElse("."));
    }

    /** The lines entered so far, this one included. */
    public List<String> history() {
        return lines;
    }

    /** Lets {@code line} be carried out after this command. */
    public void again(String line) {
        next = Optional.of(line);
    }

    /** The line to carry out next, which is forgotten with that. */
    public Optional<String> takeNext() {
        Optional<String> taken = next;
        next = Optional.empty();
        return taken;
    }

    /** Ends the shell after this command. */
    public void quit() {
        quit = true;
    }

    /** Whether the shell is to end. */
    public boolean quitting() {
        return quit;
    }

    /** Lets {@code present} ask from now on. */
    public void askBy(Asker present) {
        asker = present;
    }

    /** The answer to a question; a failure if there is nobody to ask. */
    public String ask(String question, boolean secret) {
        Optional<String> answer = asker.ask(question, secret);
        return answer.orElseThrow(
                () -> ShellFailure.usage("there is nobody to ask: " + question.strip()));
    }

    /** Returns if the user agrees, or has agreed to everything; fails otherwise. */
    public void confirm(String question) {
        if (settings.yes()) {
            return;
        }
        Optional<String> answer = asker.ask(question + " [y/N] ", false);
        if (answer.isEmpty()) {
            throw ShellFailure.usage(question + " Say --yes, there is nobody to ask.");
        }
        if (!answer.get().strip().toLowerCase(Locale.ROOT).startsWith("y")) {
            throw new ShellFailure(ExitCode.FAILED, "nothing was done");
        }
    }

    @Override
    public void close() {
        watches.close();
        if (!link.isClosed()) {
            link.close();
        }
    }
}
