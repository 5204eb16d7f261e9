package org.muster.recipes.election;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.muster.client.Children;
import org.muster.client.Code;
import org.muster.client.MusterClient;
import org.muster.client.MusterException;
import org.muster.client.Node;
import org.muster.client.Watched;
import org.muster.recipes.line.Steps;
import org.muster.recipes.line.Ticket;

/**
 * Somebody who wants to know who leads. It watches the leader's node; while there is no leader, the
 * directory. Without a connection it goes on showing the last leader it knew.
 */
public final class Observation implements AutoCloseable {
    private static final long SPREAD_MS = 100;

    private final MusterClient client;
    private final String path;
    private final Consumer<? super Optional<Leader>> observer;
    private Optional<Leader> told = Optional.empty();
    private boolean toldAny;
    private @Nullable Watched<?> watch;
    private volatile boolean closed;

    private Observation(
            MusterClient client, String path, Consumer<? super Optional<Leader>> observer) {
        this.client = client;
        this.path = path;
        this.observer = observer;
    }

    static Observation begin(
            MusterClient client, String path, Consumer<? super Optional<Leader>> observer) {
        Observation observation = new Observation(client.onOwnLane(), path, observer);
        observation.look();
        return observation;
    }

    @Override
    public void close() {
        Watched<?> open;
        synchronized (this) {
            closed = true;
            open = watch;
        }
        if (open != null) {
            open.close();
        }
    }

    private void look() {
        if (!closed) {
            Steps.when(client.children(path), this::listed, this::failed);
        }
    }

    private void failed(MusterException failure) {
        if (closed) {
            return;
        }
        if (failure.code() == Code.NO_NODE) {
            tell(Optional.empty());
            Steps.when(
                    client.statAndWatch(path),
                    found -> {
                        if (found.value().isPresent()) {
                            found.close();
                            look();
                        } else {
                            follow(found);
                        }
                    },
                    this::failed);
        } else if (Steps.mayPass(failure)) {
            Steps.later(Steps.pauseMs(4), this::look);
        }
    }

    private void listed(Children found) {
        List<Ticket> line = Ticket.inOrder(found.names());
        if (!line.isEmpty()) {
            String first = path + "/" + line.get(0).name();
            Steps.when(client.getAndWatch(first), this::leads, this::gone);
            return;
        }
        tell(Optional.empty());
        Steps.when(
                client.childrenAndWatch(path),
                again -> {
                    if (Ticket.inOrder(again.value().names()).isEmpty()) {
                        follow(again);
                    } else {
                        again.close();
                        look();
                    }
                },
                this::failed);
    }

    private void gone(MusterException failure) {
        if (failure.code() == Code.NO_NODE) {
            look();
        } else {
            failed(failure);
        }
    }

    private void leads(Watched<Node> node) {
        tell(Optional.of(Leader.of(node.value())));
        follow(node);
    }

    private void follow(Watched<?> next) {
        synchronized (this) {
            watch = next;
        }
        if (closed) {
            next.close();
            return;
        }
        // All observers hear of it in the same moment; the server need not.
        Steps.done(
                next.change(),
                event -> Steps.later(Math.round(Math.random() * SPREAD_MS), this::look));
    }

    private void tell(Optional<Leader> leader) {
        if (!closed && !(toldAny && leader.equals(told))) {
            toldAny = true;
            told = leader;
            observer.accept(leader);
        }
    }
}
