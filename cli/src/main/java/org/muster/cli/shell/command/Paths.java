package org.muster.cli.shell.command;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths as people write them. */
public final class Paths {
    private Paths() {}

    /** The path that {@code word} means at {@code directory}; knows {@code .} and {@code ..}. */
    public static String resolve(String directory, String word) {
        String whole = word.startsWith("/") ? word : directory + "/" + word;
        if (word.startsWith("/") && !word.contains("/.") && !word.endsWith("/")) {
            return word;
        }
        Deque<String> names = new ArrayDeque<>();
        for (String name : whole.split("/", -1)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    /** The path of a child. */
    public static String child(String path, String name) {
        return path.equals("/") ? "/" + name : path + "/" + name;
    }

    /** The last name of a path, {@code /} for the root. */
    public static String name(String path) {
        return path.equals("/") ? path : path.substring(path.lastIndexOf('/') + 1);
    }

    /** The path above. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash <= 0 ? "/" : path.substring(0, slash);
    }

    /** Whether {@code path} is {@code above} or below it. */
    public static boolean isAtOrBelow(String path, String above) {
        return above.equals("/") || path.equals(above) || path.startsWith(above + "/");
    }

    /** What a path at or below {@code from} is called when it is carried to {@code to}. */
    public static String moved(String path, String from, String to) {
        if (path.equals(from)) {
            return to;
        }
        String below = from.equals("/") ? path : path.substring(from.length());
        return to.equals("/") ? below : to + below;
    }
}
