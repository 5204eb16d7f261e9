package org.muster.recipes.line;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.muster.client.CallOption;
import org.muster.client.Children;
import org.muster.client.Code;
import org.muster.client.CreateSpec;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Outcome;
import org.muster.client.SessionState;
import org.muster.model.Bytes;

/**
 * One that waits in a line for its turn: an ephemeral node with a number in a directory.
 *
 * <p>It lists the directory, and either has its turn or watches the one node it waits for, so that
 * one departure wakes one contender. Its name holds a unique part by which it finds its node when
 * the answer to the creation is lost. When its session has ended it joins again, at the end. When
 * it leaves, its node is removed, however long that takes: a node that nobody knows of would block
 * everybody behind it.
 */
public final class Contender {
    /** Where to stand in line: a directory, the fixed part of the node's name, its data. */
    public record Seat(String directory, String tag, Bytes data) {
        private boolean isKazoos() {
            return tag.equals(KAZOO);
        }
    }

    /** What names of kazoo's locks hold. */
    public static final String KAZOO = "__lock__";

    private final MusterClient client;
    private final Seat seat;
    private final Rule rule;
    private final String prefix;
    private final CompletableFuture<Held> granted = new CompletableFuture<>();
    private @Nullable String own;
    private boolean left;
    private int attempt;

    private Contender(MusterClient client, Seat seat, Rule rule) {
        this.client = client;
        this.seat = seat;
        this.rule = rule;
        String unique = UUID.randomUUID().toString();
        this.prefix = seat.isKazoos() ? unique.replace("-", "") : "_c_" + unique + "-";
    }

    /** Joins the end of a line. */
    public static Contender join(MusterClient client, Seat seat, Rule rule) {
        Contender contender = new Contender(client, seat, rule);
        contender.create();
        return contender;
    }

    /** Stands where a node of ours stands already. */
    public static Contender at(MusterClient client, Seat seat, Rule rule, String name) {
        Contender contender = new Contender(client, seat, rule);
        contender.seated(name);
        return contender;
    }

    /** Completes when it has its turn; fails if that became impossible. */
    public CompletableFuture<Held> granted() {
        return granted;
    }

    /** The path of its node, if there is one now. */
    public synchronized Optional<String> node() {
        return own == null ? Optional.empty() : Optional.of(path(own));
    }

    /** Gives up its place, or what it was granted. */
    public void leave() {
        String name;
        synchronized (this) {
            if (left) {
                return;
            }
            left = true;
            name = own;
        }
        // The watch stays until the node it is on goes: taking it away could hit a newer one.
        if (granted.cancel(false)) {
            if (name != null) {
                remove(name);
            }
        } else {
            Steps.done(granted, Held::close);
        }
    }

    private String path(String name) {
        return seat.directory + "/" + name;
    }

    private void remove(String name) {
        Steps.done(Reaper.remove(client, path(name)), gone -> {});
    }

    private synchronized boolean isOver() {
        return left || granted.isDone();
    }

    private void fail(MusterException failure) {
        String name;
        synchronized (this) {
            left = true;
            name = own;
        }
        granted.completeExceptionally(failure);
        if (name != null) {
            remove(name);
        }
    }

    private void create() {
        if (isOver()) {
            return;
        }
        CreateSpec spec =
                CreateSpec.ephemeral()
                        .inPlainSequence()
                        .withParents(CreateSpec.Parents.CREATE_CONTAINERS);
        Steps.when(
                client.create(path(prefix + seat.tag), seat.data, spec),
                created -> seated(created.path().substring(seat.directory.length() + 1)),
                failure -> {
                    if (failure.outcome() == Outcome.UNKNOWN) {
                        find();
                    } else {
                        again(failure, this::create);
                    }
                });
    }

    /** The answer was lost: the unique part of the name tells whether there is a node. */
    private void find() {
        Steps.when(
                client.children(seat.directory, CallOption.Consistency.SYNCED),
                found -> {
                    Optional<String> mine =
                            found.names().stream().filter(n -> n.startsWith(prefix)).findFirst();
                    mine.ifPresentOrElse(this::seated, this::create);
                },
                failure -> {
                    if (failure.code() == Code.NO_NODE) {
                        create();
                    } else {
                        // Also if we have left meanwhile: the node must not stay.
                        persistently(failure, this::find);
                    }
                });
    }

    private void seated(String name) {
        boolean unwanted;
        synchronized (this) {
            own = name;
            unwanted = left;
        }
        if (unwanted) {
            remove(name);
        } else {
            look();
        }
    }

    private void look() {
        if (!isOver()) {
            Steps.when(
                    client.children(seat.directory),
                    found -> decide(found, false),
                    failure -> relook(failure));
        }
    }

    private void relook(MusterException failure) {
        if (failure.code() == Code.NO_NODE) {
            rejoin();
        } else {
            again(failure, this::look);
        }
    }

    private void decide(Children found, boolean caughtUp) {
        if (isOver()) {
            return;
        }
        List<Ticket> line = Ticket.inOrder(found.names());
        int at = position(line);
        if (at < 0 && caughtUp) {
            rejoin();
        } else if (at < 0) {
            // The server at hand may be behind.
            Steps.when(
                    client.children(seat.directory, CallOption.Consistency.SYNCED),
                    again -> decide(again, true),
                    this::relook);
        } else {
            rule.waitsFor(line, at).ifPresentOrElse(this::await, this::take);
        }
    }

    private synchronized int position(List<Ticket> line) {
        for (int i = 0; i < line.size(); i++) {
            if (line.get(i).name().equals(own)) {
                return i;
            }
        }
        return -1;
    }

    private void rejoin() {
        synchronized (this) {
            own = null;
        }
        create();
    }

    private void await(Ticket before) {
        Steps.when(
                client.getAndWatch(path(before.name())),
                node -> Steps.done(node.change(), event -> look()),
                failure -> {
                    if (failure.code() == Code.NO_NODE) {
                        look();
                    } else {
                        again(failure, this::look);
                    }
                });
    }

    private void take() {
        String name;
        synchronized (this) {
            name = own;
        }
        if (name == null) {
            return;
        }
        Steps.when(
                Held.take(client, path(name)),
                held -> {
                    if (held.isEmpty()) {
                        later(this::look);
                    } else if (!granted.complete(held.get())) {
                        held.get().close();
                    }
                },
                failure -> {
                    if (failure.code() == Code.NO_NODE) {
                        look();
                    } else if (failure.code() == Code.SESSION_EXPIRED && isConnected()) {
                        unfit(failure);
                    } else {
                        again(failure, this::look);
                    }
                });
    }

    /** A lease may have ended with a session that was replaced since, or be impossible here. */
    private void unfit(MusterException failure) {
        attempt++;
        if (attempt > 5) {
            fail(failure);
        } else {
            later(this::look);
        }
    }

    private boolean isConnected() {
        return client.session().state() instanceof SessionState.Connected;
    }

    private void again(MusterException failure, Runnable step) {
        if (isOver()) {
            return;
        }
        persistently(failure, step);
    }

    private void persistently(MusterException failure, Runnable step) {
        if (Steps.mayPass(failure)) {
            later(step);
        } else {
            fail(failure);
        }
    }

    private void later(Runnable step) {
        Steps.later(Steps.pauseMs(2), step);
    }
}
