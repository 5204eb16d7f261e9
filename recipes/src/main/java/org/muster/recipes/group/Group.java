package org.muster.recipes.group;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.muster.client.MusterClient;
import org.muster.client.Node;
import org.muster.model.Bytes;
import org.muster.recipes.cache.CacheEvent;
import org.muster.recipes.cache.Freshness;
import org.muster.recipes.cache.PersistentNode;
import org.muster.recipes.cache.TreeCache;

/**
 * Who is there: a view of a group's members, on the znodes of Curator's {@code GroupMember}, one
 * ephemeral node for each with its id as the name.
 *
 * <p><b>Guarantees.</b> The view becomes the exact set of members whose sessions live. One that
 * ends and comes back quickly is heard to leave and to join. An id has one owner: whoever joins
 * with one that another session has waits for it, or fails, but never takes it over.
 *
 * <p><b>Without a connection</b> the view stays and is {@link Freshness#STALE}. <b>When the session
 * expires</b> the view is read again, and whoever joined through this client joins again.
 */
public final class Group implements AutoCloseable {
    private final TreeCache cache;
    private final String path;

    private Group(MusterClient client, String path) {
        this.cache = TreeCache.open(client, path, 1);
        this.path = path;
    }

    /** A view of the group at {@code path}. */
    public static Group watch(MusterClient client, String path) {
        return new Group(client, path);
    }

    /** Joins the group at {@code path} until what is returned is closed. */
    public static PersistentNode join(
            MusterClient client,
            String path,
            String id,
            Bytes data,
            PersistentNode.Conflict conflict) {
        return PersistentNode.keep(client, path + "/" + id, data, conflict);
    }

    /** Completes when the members are known. */
    public CompletableFuture<Group> ready() {
        return cache.ready().thenApply(loaded -> this);
    }

    /** The members by their ids. */
    public NavigableMap<String, Member> members() {
        NavigableMap<String, Member> members = new TreeMap<>();
        for (Node node : cache.below(path).values()) {
            Member member = member(node);
            members.put(member.id(), member);
        }
        return members;
    }

    /** How the view relates to what the servers have. */
    public Freshness freshness() {
        return cache.freshness();
    }

    /** Whether more than half of {@code expected} members are there. */
    public boolean isMajority(int expected) {
        return members().size() > expected / 2;
    }

    /** Lets {@code listener} hear of what follows; as {@link TreeCache#listen}. */
    public AutoCloseable listen(Consumer<? super GroupEvent> listener) {
        return cache.listen(event -> tell(event, listener));
    }

    private void tell(CacheEvent event, Consumer<? super GroupEvent> listener) {
        if (event instanceof CacheEvent.Removed removed && !removed.before().path().equals(path)) {
            listener.accept(new GroupEvent.Left(member(removed.before())));
        } else if (event instanceof CacheEvent.Changed changed
                && !changed.now().path().equals(path)) {
            Member now = member(changed.now());
            if (changed.before().isEmpty()) {
                listener.accept(new GroupEvent.Joined(now));
                return;
            }
            Member before = member(changed.before().get());
            if (before.incarnation() == now.incarnation()) {
                listener.accept(new GroupEvent.Updated(now));
            } else {
                listener.accept(new GroupEvent.Left(before));
                listener.accept(new GroupEvent.Joined(now));
            }
        }
    }

    private Member member(Node node) {
        return new Member(
                node.path().substring(path.length() + 1), node.data(), node.stat().czxid());
    }

    @Override
    public void close() {
        cache.close();
    }
}
