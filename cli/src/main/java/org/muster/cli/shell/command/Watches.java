package org.muster.cli.shell.command;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.muster.cli.shell.text.JsonText;
import org.muster.cli.shell.text.StatText;
import org.muster.client.WatchEvent;
import org.muster.client.WatchHandle;
import org.muster.client.Watched;

/** The watches that commands have left behind, whose events are told as they come. */
public final class Watches implements AutoCloseable {
    /** What is watched, with the word that zkCli has for its end. */
    public enum Kind {
        /** The data of a node, its coming and its going. */
        DATA("DataWatchRemoved"),
        /** The list of children. */
        CHILDREN("ChildWatchRemoved"),
        /** All of a node, lastingly. */
        PERSISTENT("PersistentWatchRemoved"),
        /** All of a subtree, lastingly. */
        RECURSIVE("PersistentWatchRemoved");

        private final String removed;

        Kind(String removed) {
            this.removed = removed;
        }
    }

    private record Open(String path, Kind kind, Runnable shut) {}

    private final Output output;
    private final List<Open> open = new ArrayList<>();
    private volatile boolean told = true;

    Watches(Output output) {
        this.output = output;
    }

    /** Whether events are told. */
    public boolean areTold() {
        return told;
    }

    /** Tells events from now on, or does not. */
    public void tell(boolean events) {
        told = events;
    }

    /** Tells the one event of a watch that was set with a read. */
    public void once(String path, Kind kind, Watched<?> watched) {
        Open entry = new Open(path, kind, watched::close);
        add(entry);
        var _ =
                watched.change()
                        .thenAccept(event -> {
                            forget(entry);
                            event(path, event);
                        });
    }

    /** Tells the events of a lasting watch; {@code handle} closes it. */
    public void lasting(String path, Kind kind, WatchHandle handle) {
        add(new Open(path, kind, handle::close));
    }

    private synchronized void add(Open entry) {
        open.add(entry);
    }

    private synchronized void forget(Open entry) {
        open.remove(entry);
    }

    /** Tells an event as zkCli does, unless that was turned off. */
    public void event(String path, WatchEvent event) {
        if (told) {
            if (output.isJson()) {
                output.news(JsonText.of(fields(path, event)));
            } else {
                String text = words(event);
                if (!text.isEmpty()) {
                    output.news("\nWATCHER::\n\n" + text);
                }
            }
        }
    }

    private static String words(WatchEvent event) {
        return switch (event) {
            case WatchEvent.Changed changed ->
                    "WatchedEvent state:SyncConnected type:%s path:%s zxid: %d"
                            .formatted(
                                    type(changed.kind()),
                                    changed.path(),
                                    changed.zxid().orElse(-1));
            case WatchEvent.Gap gap ->
                    "events may be missing since "
                            + StatText.hex(gap.fromZxid())
                            + ": "
                            + gap.why();
            case WatchEvent.Restored _, WatchEvent.Ended _ -> "";
        };
    }

    private static String type(WatchEvent.Kind kind) {
        return switch (kind) {
            case CREATED -> "NodeCreated";
            case DELETED -> "NodeDeleted";
            case DATA -> "NodeDataChanged";
            case CHILDREN -> "NodeChildrenChanged";
        };
    }

    /** An event of a watch at {@code path} for programs. */
    public static Map<String, Object> fields(String path, WatchEvent event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        switch (event) {
            case WatchEvent.Changed changed -> {
                fields.put("event", changed.kind().name().toLowerCase(Locale.ROOT));
                fields.put("path", changed.path());
                changed.zxid().ifPresent(zxid -> fields.put("zxid", StatText.hex(zxid)));
            }
            case WatchEvent.Gap gap -> {
                fields.put("event", "gap");
                fields.put("path", path);
                fields.put("why", gap.why().name());
                fields.put("fromZxid", StatText.hex(gap.fromZxid()));
            }
            case WatchEvent.Restored restored -> {
                fields.put("event", "restored");
                fields.put("path", path);
                fields.put("atZxid", StatText.hex(restored.atZxid()));
            }
            case WatchEvent.Ended ended -> {
                fields.put("event", "ended");
                fields.put("path", path);
                fields.put("why", ended.why());
            }
        }
        return fields;
    }

    /** Ends the watches of these kinds at {@code path}; whether there were any. */
    public boolean remove(String path, Set<Kind> kinds) {
        List<Open> ending = new ArrayList<>();
        synchronized (this) {
            open.removeIf(entry ->
                    entry.path().equals(path) && kinds.contains(entry.kind()) && ending.add(entry));
        }
        for (Open entry : ending) {
            entry.shut().run();
            if (told && !output.isJson()) {
                output.news(
                        "\nWATCHER::\n\nWatchedEvent state:SyncConnected type:%s path:%s zxid: -1"
                                .formatted(entry.kind().removed, path));
            }
        }
        return !ending.isEmpty();
    }

    /** Ends all of them. */
    @Override
    public void close() {
        List<Open> ending;
        synchronized (this) {
            ending = List.copyOf(open);
            open.clear();
        }
        ending.forEach(entry -> entry.shut().run());
    }
}
