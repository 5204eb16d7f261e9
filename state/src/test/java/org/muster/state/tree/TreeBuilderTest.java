package org.muster.state.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.muster.model.Bytes;
import org.muster.model.PersistedStat;
import org.muster.model.Property;
import org.muster.model.ZPath;
import org.muster.state.auth.AccessList;

class TreeBuilderTest {
    private static final int MOST_CHILDREN = 300;

    private static TreeBuilder building(List<String> paths) {
        TreeBuilder builder = new TreeBuilder();
        builder.add(ZPath.EMPTY, Bytes.EMPTY, AccessList.OPEN, stat(0));
        for (String path : paths) {
            int hash = path.hashCode() & 0xff;
            Bytes data = hash == 0 ? null : Bytes.owning(new byte[hash]);
            builder.add(ZPath.of(path), data, AccessList.OPEN, stat(hash));
        }
        return builder;
    }

    private static PersistedStat stat(int version) {
        return new PersistedStat(7, 7 + version, 9, 9 + version, version, 0, 0, 0, 7);
    }

    private static ZnodeTree built(List<String> paths) {
        TreeBuilder builder = building(paths);
        ZnodeTree tree = builder.build();
        assertNull(builder.fault());
        tree.validate();
        return tree;
    }

    /** Depth first, siblings in order: what a snapshot of Muster's looks like. */
    private static List<String> someTree(RandomGenerator random) {
        List<String> paths = new ArrayList<>();
        for (String parent : names(random, random.nextInt(1, 5))) {
            paths.add("/" + parent);
            for (String child : names(random, random.nextInt(MOST_CHILDREN))) {
                paths.add("/" + parent + "/" + child);
            }
        }
        return paths;
    }

    private static Iterable<String> names(RandomGenerator random, int count) {
        TreeSet<String> names = new TreeSet<>();
        while (names.size() < count) {
            names.add("n" + random.nextInt(10_000));
        }
        return names;
    }

    private static List<String> listed(ZnodeTree tree) {
        List<String> paths = new ArrayList<>();
        TreeWalk walk = tree.walk();
        while (walk.advance()) {
            if (walk.pathLength() > 0) {
                paths.add(walk.path().toString());
            }
        }
        return paths;
    }

    @Test
    void siblingsOutOfOrderMakeTheSameTree() {
        Property.holds(
                60,
                random -> {
                    List<String> inOrder = someTree(random);
                    ZnodeTree expected = built(inOrder);
                    assertEquals(inOrder, listed(expected));
                    List<String> moved = new ArrayList<>(inOrder);
                    for (int i = random.nextInt(1, 4); i > 0; i--) {
                        swapSiblings(moved, random);
                    }
                    ZnodeTree found = built(moved);
                    assertEquals(inOrder, listed(found));
                    assertEquals(expected.digest(), found.digest());
                    assertEquals(expected.dataBytes(), found.dataBytes());
                });
    }

    /** Two leaves of one parent change places, however far they are from each other. */
    private static void swapSiblings(List<String> paths, RandomGenerator random) {
        int at = random.nextInt(paths.size());
        int other = random.nextInt(paths.size());
        if (depth(paths.get(at)) == 2 && parent(paths.get(at)).equals(parent(paths.get(other)))) {
            Collections.swap(paths, at, other);
        }
    }

    private static long depth(String path) {
        return path.chars().filter(c -> c == '/').count();
    }

    private static String parent(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 127, 128, 129, 300})
    void childrenInOrderFillTheirLeaves(int count) {
        Block root = built(children(count)).root().children();
        int leaves = leaves(root == null ? List.of() : List.of(root));
        assertEquals((count + Block.MAX_SIZE - 1) / Block.MAX_SIZE, leaves);
    }

    private static int leaves(List<Block> blocks) {
        int leaves = 0;
        for (Block block : blocks) {
            leaves += block instanceof BranchBlock branch ? leaves(List.of(branch.blocks)) : 1;
        }
        return leaves;
    }

    private static List<String> children(int count) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            paths.add(String.format("/child-%03d", i));
        }
        return paths;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 63, 64, 65, 128, 129, 300})
    void aNameGivenTwiceIsFoundWhereverItCameFirst(int count) {
        for (int first : new int[] {0, count / 2, count - 1}) {
            List<String> paths = children(count);
            paths.add(paths.get(first));
            TreeBuilder builder = building(paths);
            builder.build();
            assertEquals("two nodes '" + paths.get(first) + "'", builder.fault());
        }
    }
}
