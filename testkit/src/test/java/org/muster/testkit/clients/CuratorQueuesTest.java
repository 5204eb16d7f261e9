package org.muster.testkit.clients;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.muster.testkit.clients.CuratorClients.WAIT_SECONDS;
import static org.muster.testkit.clients.CuratorClients.bytes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.queue.DistributedDelayQueue;
import org.apache.curator.framework.recipes.queue.DistributedIdQueue;
import org.apache.curator.framework.recipes.queue.DistributedPriorityQueue;
import org.apache.curator.framework.recipes.queue.DistributedQueue;
import org.apache.curator.framework.recipes.queue.QueueAllocator;
import org.apache.curator.framework.recipes.queue.QueueBuilder;
import org.apache.curator.framework.recipes.queue.QueueConsumer;
import org.apache.curator.framework.recipes.queue.QueueSerializer;
import org.apache.curator.framework.recipes.queue.QueueSharder;
import org.apache.curator.framework.recipes.queue.QueueSharderPolicies;
import org.apache.curator.framework.recipes.queue.SimpleDistributedQueue;
import org.apache.curator.framework.state.ConnectionState;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Curator's queues. */
@Tag("slow")
class CuratorQueuesTest {
    private static final QueueSerializer<String> SERIALIZER =
            new QueueSerializer<>() {
                @Override
                public byte[] serialize(String item) {
                    return bytes(item);
                }

                @Override
                public String deserialize(byte[] item) {
                    return new String(item, StandardCharsets.UTF_8);
                }
            };

    private static CuratorClients clients;

    @BeforeAll
    static void start() throws IOException {
        clients = new CuratorClients();
    }

    @AfterAll
    static void stop() {
        clients.close();
    }

    private static QueueConsumer<String> into(BlockingQueue<String> taken) {
        return new QueueConsumer<>() {
            @Override
            public void consumeMessage(String item) {
                taken.add(item);
            }

            @Override
            public void stateChanged(CuratorFramework client, ConnectionState state) {}
        };
    }

    private static QueueBuilder<String> producing(String path) {
        return QueueBuilder.builder(clients.one, null, SERIALIZER, path);
    }

    private static QueueBuilder<String> consuming(String path, BlockingQueue<String> taken) {
        return QueueBuilder.builder(clients.two, into(taken), SERIALIZER, path);
    }

    private static List<String> take(BlockingQueue<String> taken, int count) throws Exception {
        List<String> items = new ArrayList<>();
        while (items.size() < count) {
            String item = taken.poll(WAIT_SECONDS, TimeUnit.SECONDS);
            assertTrue(item != null, "taken so far: " + items);
            items.add(item);
        }
        return items;
    }

    @Test
    void queue() throws Exception {
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        try (DistributedQueue<String> producer = producing("/queues/plain").buildQueue();
                DistributedQueue<String> consumer =
                        consuming("/queues/plain", taken)
                                .lockPath("/queues/plain-locks")
                                .buildQueue()) {
            producer.start();
            consumer.start();
            producer.put("a");
            producer.put("b");
            assertEquals(Set.of("a", "b"), new TreeSet<>(take(taken, 2)));
        }
    }

    @Test
    void idQueue() throws Exception {
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        try (DistributedIdQueue<String> producer = producing("/queues/id").buildIdQueue()) {
            producer.start();
            producer.put("wanted", "1");
            producer.put("unwanted", "2");
            assertTrue(producer.flushPuts(WAIT_SECONDS, TimeUnit.SECONDS));
            assertEquals(1, producer.remove("2"));
            try (DistributedIdQueue<String> consumer =
                    consuming("/queues/id", taken).buildIdQueue()) {
                consumer.start();
                assertEquals(List.of("wanted"), take(taken, 1));
            }
        }
    }

    @Test
    void priorityQueue() throws Exception {
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        try (DistributedPriorityQueue<String> producer =
                producing("/queues/priority").buildPriorityQueue(0)) {
            producer.start();
            producer.put("late", 9);
            producer.put("early", 1);
            assertTrue(producer.flushPuts(WAIT_SECONDS, TimeUnit.SECONDS));
            try (DistributedPriorityQueue<String> consumer =
                    consuming("/queues/priority", taken).buildPriorityQueue(0)) {
                consumer.start();
                assertEquals(List.of("early", "late"), take(taken, 2));
            }
        }
    }

    @Test
    void delayQueue() throws Exception {
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        try (DistributedDelayQueue<String> producer = producing("/queues/delay").buildDelayQueue();
                DistributedDelayQueue<String> consumer =
                        consuming("/queues/delay", taken).buildDelayQueue()) {
            producer.start();
            consumer.start();
            long now = System.currentTimeMillis();
            producer.put("second", now + 400);
            producer.put("first", now + 100);
            assertEquals(List.of("first", "second"), take(taken, 2));
            assertTrue(System.currentTimeMillis() >= now + 400, "not before its time");
        }
    }

    @Test
    void simpleQueue() throws Exception {
        SimpleDistributedQueue mine = new SimpleDistributedQueue(clients.one, "/queues/simple");
        SimpleDistributedQueue theirs = new SimpleDistributedQueue(clients.two, "/queues/simple");
        assertTrue(mine.offer(bytes("a")));
        assertTrue(mine.offer(bytes("b")));
        assertArrayEquals(bytes("a"), theirs.peek());
        assertArrayEquals(bytes("a"), theirs.take());
        assertArrayEquals(bytes("b"), theirs.poll(WAIT_SECONDS, TimeUnit.SECONDS));
    }

    @Test
    void shardedQueue() throws Exception {
        BlockingQueue<String> taken = new LinkedBlockingQueue<>();
        QueueAllocator<String, DistributedQueue<String>> allocator =
                (client, path) ->
                        QueueBuilder.builder(client, into(taken), SERIALIZER, path).buildQueue();
        try (QueueSharder<String, DistributedQueue<String>> sharder =
                new QueueSharder<>(
                        clients.one,
                        allocator,
                        "/queues/sharded",
                        "/queues/sharder",
                        QueueSharderPolicies.builder().build())) {
            sharder.start();
            sharder.getQueue().put("item");
            assertEquals(List.of("item"), take(taken, 1));
        }
    }
}
