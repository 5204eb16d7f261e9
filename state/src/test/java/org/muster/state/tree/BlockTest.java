package org.muster.state.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.muster.model.Property;
import org.muster.model.ZPath;
import org.muster.state.auth.AccessList;

/** The B-tree of children against a sorted map. */
class BlockTest {
    /** What the names look like: each kind stresses another part of the search. */
    enum Names {
        ASCENDING,
        DESCENDING,
        RANDOM,
        TWO_GROUPS,
        PREFIXES_OF_EACH_OTHER,
        LONG,
        ANY_BYTES
    }

    private static ZPath name(Names kind, int i, RandomGenerator random) {
        return switch (kind) {
            case ASCENDING -> ZPath.of(String.format("node-%07d", i));
            case DESCENDING -> ZPath.of(String.format("node-%07d", 9_999_999 - i));
            case RANDOM -> ZPath.of(Integer.toHexString(random.nextInt()));
            case TWO_GROUPS -> ZPath.of((i % 2 == 0 ? "lock-" : "lead-") + random.nextInt(3000));
            case PREFIXES_OF_EACH_OTHER -> ZPath.of("a".repeat(random.nextInt(600)));
            case LONG -> ZPath.of("x".repeat(random.nextInt(4) * 80) + random.nextInt(2000));
            case ANY_BYTES -> {
                byte[] bytes = new byte[random.nextInt(6)];
                random.nextBytes(bytes);
                yield ZPath.owningUtf8(bytes);
            }
        };
    }

    private static Znode node(ZPath name, long zxid) {
        return new PristineZnode(
                NameAndData.of(name, 0, name.length(), null), AccessList.OPEN, zxid, 0);
    }

    @ParameterizedTest
    @EnumSource(Names.class)
    void itHoldsWhatASortedMapHolds(Names kind) {
        Property.holds(6, random -> compare(kind, random, false));
    }

    @ParameterizedTest
    @EnumSource(Names.class)
    void changedInPlaceItHoldsTheSame(Names kind) {
        Property.holds(6, random -> compare(kind, random, true));
    }

    /** As when a log has been replayed and then the server serves. */
    @ParameterizedTest
    @EnumSource(Names.class)
    void whatGrewInPlaceIsCopiedLaterAsAnyOther(Names kind) {
        Property.holds(
                6,
                random -> {
                    SortedMap<ZPath, Znode> grown = new TreeMap<>();
                    Block before = withMore(null, grown, 1000, kind, random, true);
                    SortedMap<ZPath, Znode> expected = new TreeMap<>(grown);
                    Block after = withMore(before, expected, 300, kind, random, false);
                    for (ZPath name : new ArrayList<>(grown.keySet())) {
                        boolean remove = random.nextInt(3) == 0;
                        after = removeOrReplace(after, expected, name, remove, 2, false);
                    }
                    requireSame(before, grown, new ArrayList<>(grown.keySet()));
                    requireSame(after, expected, new ArrayList<>(expected.keySet()));
                });
    }

    private static @Nullable Block withMore(
            @Nullable Block root,
            SortedMap<ZPath, Znode> expected,
            int count,
            Names kind,
            RandomGenerator random,
            boolean own) {
        Block grown = root;
        for (int i = 0; i < count; i++) {
            ZPath name = name(kind, expected.size() + i, random);
            if (!expected.containsKey(name)) {
                Znode node = node(name, i);
                grown = Block.insert(grown, name, 0, node, own);
                expected.put(name, node);
            }
        }
        return grown;
    }

    private static void compare(Names kind, RandomGenerator random, boolean own) {
        SortedMap<ZPath, Znode> expected = new TreeMap<>();
        List<ZPath> seen = new ArrayList<>();
        Block root = null;
        int steps = 3000;
        for (int i = 0; i < steps; i++) {
            boolean shrinking = i > steps / 2;
            if (!seen.isEmpty() && random.nextInt(10) < (shrinking ? 8 : 2)) {
                ZPath name = seen.get(random.nextInt(seen.size()));
                root = removeOrReplace(root, expected, name, random.nextBoolean(), i, own);
            } else {
                ZPath name = name(kind, i, random);
                if (!expected.containsKey(name)) {
                    Znode node = node(name, i);
                    root = Block.insert(root, name, 0, node, own);
                    expected.put(name, node);
                    seen.add(name);
                }
            }
            if (i % 500 == 0) {
                requireSame(root, expected, seen);
            }
        }
        requireSame(root, expected, seen);
        for (ZPath name : new ArrayList<>(expected.keySet())) {
            root = Block.remove(root, name, 0, name.length(), own);
            expected.remove(name);
        }
        assertNull(root);
    }

    private static @Nullable Block removeOrReplace(
            @Nullable Block root,
            SortedMap<ZPath, Znode> expected,
            ZPath name,
            boolean remove,
            int zxid,
            boolean own) {
        if (root == null || !expected.containsKey(name)) {
            return root;
        }
        if (remove) {
            expected.remove(name);
            return Block.remove(root, name, 0, name.length(), own);
        }
        Znode other = node(name, zxid);
        expected.put(name, other);
        return root.replacing(name, 0, name.length(), other, own);
    }

    private static void requireSame(
            @Nullable Block root, SortedMap<ZPath, Znode> expected, List<ZPath> seen) {
        if (root == null) {
            assertTrue(expected.isEmpty());
            return;
        }
        BlockCheck.validate(root);
        for (ZPath name : seen) {
            assertSame(expected.get(name), root.find(name, 0, name.length()), name::toString);
        }
        Iterator<Znode> each = new ChildIterator(root);
        for (Znode node : expected.values()) {
            assertSame(node, each.next());
        }
        assertEquals(false, each.hasNext());
    }

    @Test
    void namesAddedInOrderLeaveFullBlocks() {
        Block root = null;
        int count = 64 * 64;
        for (int i = 0; i < count; i++) {
            ZPath name = name(Names.ASCENDING, i, RandomGenerator.getDefault());
            root = Block.insert(root, name, 0, node(name, i), false);
        }
        assertTrue(leaves(assertNotNullBlock(root)) <= 65, "leaves: " + leaves(root));
    }

    private static Block assertNotNullBlock(@Nullable Block block) {
        assertNotNull(block);
        return block;
    }

    private static int leaves(Block block) {
        return switch (block) {
            case LeafBlock _ -> 1;
            case BranchBlock branch -> {
                int sum = 0;
                for (Block child : branch.blocks) {
                    sum += leaves(child);
                }
                yield sum;
            }
        };
    }

    @Test
    void aChangeLeavesTheOldBlocksAsTheyWere() {
        Block old = null;
        for (int i = 0; i < 1000; i++) {
            ZPath name = name(Names.ASCENDING, i, RandomGenerator.getDefault());
            old = Block.insert(old, name, 0, node(name, i), false);
        }
        Block root = assertNotNullBlock(old);
        ZPath first = name(Names.ASCENDING, 0, RandomGenerator.getDefault());
        Znode before = root.find(first, 0, first.length());
        Block.remove(root, first, 0, first.length(), false);
        root.replacing(first, 0, first.length(), node(first, 77), false);
        assertSame(before, root.find(first, 0, first.length()));
    }
}
