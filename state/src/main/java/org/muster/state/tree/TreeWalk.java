package org.muster.state.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.ZPath;

/**
 * Walks over a subtree, parents before children, siblings in order, without recursion, so that a
 * tree may be as deep as it likes.
 */
public final class TreeWalk {
    private final List<ChildIterator> open = new ArrayList<>();
    private final List<Integer> stems = new ArrayList<>();
    private byte[] text;
    private int length;
    private @Nullable Znode next;
    private Znode current;

    /** From {@code top}, whose path is {@code path}: empty for the root. */
    public TreeWalk(ZPath path, Znode top) {
        text = new byte[Math.max(64, 2 * path.length())];
        length = path.isRoot() ? 0 : path.length();
        path.copyRange(0, length, text, 0);
        next = top;
        current = top;
    }

    /** Goes to the next znode, at first to the top; false when there is none. */
    public boolean advance() {
        if (next != null) {
            current = next;
            next = null;
            return true;
        }
        if (current.numChildren() > 0) {
            open.add(current.childIterator());
            stems.add(length);
        }
        while (!open.isEmpty()) {
            int last = open.size() - 1;
            ChildIterator siblings = open.get(last);
            if (siblings.hasNext()) {
                current = siblings.next();
                append(stems.get(last));
                return true;
            }
            open.removeLast();
            stems.removeLast();
        }
        return false;
    }

    private void append(int stem) {
        byte[] content = current.content;
        int nameLength = NameAndData.nameLength(content);
        length = stem + 1 + nameLength;
        if (length > text.length) {
            text = Arrays.copyOf(text, 2 * length);
        }
        text[stem] = '/';
        System.arraycopy(content, NameAndData.nameStart(content), text, stem + 1, nameLength);
    }

    /** The znode where the walk is. */
    public Znode node() {
        return current;
    }

    /** Its path; that of the root is empty, as the snapshots have it. */
    public ZPath path() {
        return length == 0 ? ZPath.EMPTY : ZPath.owningUtf8(Arrays.copyOf(text, length));
    }

    /** How many bytes its path has. */
    public int pathLength() {
        return length;
    }
}
