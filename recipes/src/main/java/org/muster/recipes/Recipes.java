package org.muster.recipes;

import java.util.function.Predicate;
import org.muster.client.MusterClient;
import org.muster.model.Bytes;
import org.muster.recipes.barrier.Barrier;
import org.muster.recipes.barrier.DoubleBarrier;
import org.muster.recipes.cache.NodeCache;
import org.muster.recipes.cache.PersistentNode;
import org.muster.recipes.cache.TreeCache;
import org.muster.recipes.codec.Codec;
import org.muster.recipes.config.ConfigTopic;
import org.muster.recipes.counter.SharedLong;
import org.muster.recipes.counter.SharedValue;
import org.muster.recipes.election.Election;
import org.muster.recipes.group.Group;
import org.muster.recipes.lock.Mutex;
import org.muster.recipes.lock.ReadWriteLock;
import org.muster.recipes.lock.Semaphore;
import org.muster.recipes.naming.Ids;
import org.muster.recipes.queue.DelayQueue;
import org.muster.recipes.queue.Queue;
import org.muster.recipes.queue.WorkQueue;
import org.muster.recipes.registry.Discovery;
import org.muster.recipes.registry.Registration;
import org.muster.recipes.registry.ServiceInstance;
import org.muster.recipes.registry.Strategy;

/** One place to find the recipes. It has no state: make as many as you like. */
public final class Recipes {
    private final MusterClient client;

    private Recipes(MusterClient client) {
        this.client = client;
    }

    /** The recipes on a client, which must stay open as long as they are used. */
    public static Recipes on(MusterClient client) {
        return new Recipes(client);
    }

    /** A lock. */
    public Mutex mutex(String path) {
        return new Mutex(client, path);
    }

    /** A lock that many can share to read and one has alone to write. */
    public ReadWriteLock readWriteLock(String path) {
        return new ReadWriteLock(client, path);
    }

    /** So many permits. */
    public Semaphore semaphore(String path, int limit) {
        return new Semaphore(client, path, limit);
    }

    /** The election of a leader. */
    public Election election(String path) {
        return new Election(client, path);
    }

    /** Who is in a group. */
    public Group group(String path) {
        return Group.watch(client, path);
    }

    /** An ephemeral node that comes back; another session's is waited for. */
    public PersistentNode keep(String path, Bytes data) {
        return PersistentNode.keep(client, path, data, PersistentNode.Conflict.WAIT);
    }

    /** Unique ids and worker numbers. */
    public Ids ids() {
        return new Ids(client);
    }

    /** A configuration that is pushed to all who subscribe. */
    public <T> ConfigTopic<T> config(String path, Codec<T> codec, Predicate<? super T> valid) {
        return ConfigTopic.open(client, path, codec, valid);
    }

    /** A shared number. */
    public SharedLong number(String path) {
        return new SharedLong(client, path);
    }

    /** A shared value. */
    public <T> SharedValue<T> value(String path, Codec<T> codec, T initial) {
        return new SharedValue<>(client, path, codec, initial);
    }

    /** A queue in the order of arrival. */
    public Queue queue(String path) {
        return Queue.fifo(client, path);
    }

    /** A queue whose items stay until they are acknowledged. */
    public WorkQueue workQueue(String path) {
        return new WorkQueue(client, path);
    }

    /** A queue whose items are due after a delay. */
    public DelayQueue delayQueue(String path) {
        return new DelayQueue(client, path);
    }

    /** A gate that is open or shut. */
    public Barrier barrier(String path) {
        return new Barrier(client, path);
    }

    /** Where so many meet, and part together. */
    public DoubleBarrier doubleBarrier(String path, int members) {
        return new DoubleBarrier(client, path, members);
    }

    /** A copy of a node. */
    public NodeCache nodeCache(String path) {
        return NodeCache.open(client, path);
    }

    /** A copy of a node and of so many levels below it. */
    public TreeCache treeCache(String root, int depth) {
        return TreeCache.open(client, root, depth);
    }

    /** Registers an instance of a service below {@code base}. */
    public Registration register(String base, ServiceInstance instance) {
        return Registration.register(client, base, instance);
    }

    /** The instances of a service below {@code base}, and one of them for each call. */
    public Discovery discover(String base, String service, Strategy strategy) {
        return Discovery.open(client, base, service, strategy);
    }
}
