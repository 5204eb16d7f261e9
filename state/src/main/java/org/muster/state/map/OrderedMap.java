package org.muster.state.map;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.muster.model.Invariant;

/**
 * A persistent map in the order of its keys: an AVL tree with path copying. Immutable, so a change
 * gives another map that shares all but a path with this one.
 */
public final class OrderedMap<K extends Comparable<K>, V> {
    private final @Nullable Node<K, V> root;

    private OrderedMap(@Nullable Node<K, V> root) {
        this.root = root;
    }

    /** The map without entries. */
    public static <K extends Comparable<K>, V> OrderedMap<K, V> empty() {
        return new OrderedMap<>(null);
    }

    /** The map of {@code keys}, ascending and distinct, to the values at the same places. */
    public static <K extends Comparable<K>, V> OrderedMap<K, V> ofSorted(
            List<K> keys, List<V> values) {
        for (int i = 1; i < keys.size(); i++) {
            Invariant.require(keys.get(i - 1).compareTo(keys.get(i)) < 0, "keys in order");
        }
        return new OrderedMap<>(balanced(keys, values, 0, keys.size()));
    }

    private static <K extends Comparable<K>, V> @Nullable Node<K, V> balanced(
            List<K> keys, List<V> values, int from, int to) {
        if (from == to) {
            return null;
        }
        int middle = (from + to) >>> 1;
        return new Node<>(
                keys.get(middle),
                values.get(middle),
                balanced(keys, values, from, middle),
                balanced(keys, values, middle + 1, to));
    }

    /** The value of {@code key}, or null. */
    public @Nullable V get(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int order = key.compareTo(node.key);
            if (order == 0) {
                return node.value;
            }
            node = order < 0 ? node.left : node.right;
        }
        return null;
    }

    /** Whether there is a value for {@code key}. */
    public boolean contains(K key) {
        return get(key) != null;
    }

    /** The least key greater than {@code key}, the least of all for null; null if there is none. */
    public @Nullable K keyAfter(@Nullable K key) {
        Node<K, V> node = root;
        K after = null;
        while (node != null) {
            if (key == null || key.compareTo(node.key) < 0) {
                after = node.key;
                node = node.left;
            } else {
                node = node.right;
            }
        }
        return after;
    }

    /** The value of the greatest key; null if there is none. */
    public @Nullable V lastValue() {
        Node<K, V> node = root;
        while (node != null && node.right != null) {
            node = node.right;
        }
        return node == null ? null : node.value;
    }

    /** How many entries there are. */
    public int size() {
        return Node.size(root);
    }

    /** The length of the longest way from the root, in entries. */
    int height() {
        return Node.height(root);
    }

    /** Whether there is no entry. */
    public boolean isEmpty() {
        return root == null;
    }

    /** This with {@code value} for {@code key}, in place of an earlier one. */
    public OrderedMap<K, V> with(K key, V value) {
        return new OrderedMap<>(insert(root, key, value));
    }

    private static <K extends Comparable<K>, V> Node<K, V> insert(
            @Nullable Node<K, V> node, K key, V value) {
        if (node == null) {
            return new Node<>(key, value, null, null);
        }
        int order = key.compareTo(node.key);
        if (order == 0) {
            return new Node<>(key, value, node.left, node.right);
        }
        return order < 0
                ? balance(node, insert(node.left, key, value), node.right)
                : balance(node, node.left, insert(node.right, key, value));
    }

    /** This without {@code key}; the same map if it is not there. */
    public OrderedMap<K, V> without(K key) {
        return contains(key) ? new OrderedMap<>(remove(root, key)) : this;
    }

    private static <K extends Comparable<K>, V> @Nullable Node<K, V> remove(
            @Nullable Node<K, V> present, K key) {
        Node<K, V> node = Invariant.present(present, "the key is there");
        int order = key.compareTo(node.key);
        if (order < 0) {
            return balance(node, remove(node.left, key), node.right);
        }
        if (order > 0) {
            return balance(node, node.left, remove(node.right, key));
        }
        Node<K, V> right = node.right;
        if (right == null) {
            return node.left;
        }
        if (node.left == null) {
            return right;
        }
        Node<K, V> next = right.leftmost();
        return balance(next, node.left, remove(right, next.key));
    }

    /** The entry of {@code entry} over two subtrees whose heights differ by two at most. */
    private static <K, V> Node<K, V> balance(
            Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        int lean = Node.height(left) - Node.height(right);
        if (lean > 1 && left != null) {
            Node<K, V> inner = left.right;
            if (inner != null && inner.height > Node.height(left.left)) {
                return join(
                        inner, join(left, left.left, inner.left), join(entry, inner.right, right));
            }
            return join(left, left.left, join(entry, inner, right));
        }
        if (lean < -1 && right != null) {
            Node<K, V> inner = right.left;
            if (inner != null && inner.height > Node.height(right.right)) {
                return join(
                        inner,
                        join(entry, left, inner.left),
                        join(right, inner.right, right.right));
            }
            return join(right, join(entry, left, inner), right.right);
        }
        return join(entry, left, right);
    }

    private static <K, V> Node<K, V> join(
            Node<K, V> entry, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
        return new Node<>(entry.key, entry.value, left, right);
    }

    /** Gives every entry to {@code action}, in the order of the keys. */
    public void forEach(BiConsumer<? super K, ? super V> action) {
        forEach(root, action);
    }

    private static <K, V> void forEach(
            @Nullable Node<K, V> node, BiConsumer<? super K, ? super V> action) {
        if (node != null) {
            forEach(node.left, action);
            action.accept(node.key, node.value);
            forEach(node.right, action);
        }
    }

    private static final class Node<K, V> {
        final K key;
        final V value;
        final @Nullable Node<K, V> left;
        final @Nullable Node<K, V> right;
        final int size;
        final byte height;

        Node(K key, V value, @Nullable Node<K, V> left, @Nullable Node<K, V> right) {
            this.key = key;
            this.value = value;
            this.left = left;
            this.right = right;
            this.size = size(left) + 1 + size(right);
            this.height = (byte) (Math.max(height(left), height(right)) + 1);
        }

        static int size(@Nullable Node<?, ?> node) {
            return node == null ? 0 : node.size;
        }

        static int height(@Nullable Node<?, ?> node) {
            return node == null ? 0 : node.height;
        }

        Node<K, V> leftmost() {
            Node<K, V> node = this;
            while (node.left != null) {
                node = node.left;
            }
            return node;
        }
    }
}
