package org.muster.testkit.differential;

import static org.muster.testkit.rawwire.Opcode.*;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares and clears whole trees with the super user's eyes. */
final class TreeComparison {
    private static final List<String> BUILT_IN =
            List.of("/", "/zookeeper", "/zookeeper/quota", "/zookeeper/config");
    private static final int PATHS_A_BURST = 100;

    /** Sends a burst to both servers; the reference's answer is added to the list. */
    interface Admin {
        Optional<Difference> exchange(Step.Burst burst, List<Token> answer);
    }

    private final Admin admin;

    TreeComparison(Admin admin) {
        this.admin = admin;
    }

    /** Becomes the super user and makes the program's own subtree. */
    Optional<Difference> open() {
        Body login = Body.auth("digest", "super:secret".getBytes(StandardCharsets.UTF_8));
        Body create = Body.create("/@", new byte[0], List.of(Body.Entry.OPEN), 0);
        return exchange(
                List.of(Call.of("auth super", AUTH, login), Call.of("create", CREATE, create)));
    }

    /** Compares every node, then deletes all but the built-in ones and opens those again. */
    Optional<Difference> compareAndClear() {
        List<String> found = new ArrayList<>(List.of("/"));
        for (int from = 0; from < found.size(); ) {
            int to = Math.min(found.size(), from + PATHS_A_BURST);
            Optional<Difference> difference = compare(found.subList(from, to), found);
            if (difference.isPresent()) {
                return difference;
            }
            from = to;
        }
        List<Call> calls = new ArrayList<>();
        for (int i = found.size() - 1; i >= 0; i--) {
            String path = found.get(i);
            if (!BUILT_IN.contains(path)) {
                calls.add(Call.of("delete " + path, DELETE, Body.numbered(path, -1)));
            }
        }
        for (String path : BUILT_IN.subList(0, 3)) {
            Body open = Body.setAcl(path, List.of(Body.Entry.OPEN), -1);
            calls.add(Call.of("setACL " + path, SET_ACL, open));
        }
        calls.add(CallGenerator.closeSession());
        return exchange(calls);
    }

    private Optional<Difference> exchange(List<Call> calls) {
        return admin.exchange(new Step.Burst(0, calls), new ArrayList<>());
    }

    private Optional<Difference> compare(List<String> paths, List<String> found) {
        List<String> asked = List.copyOf(paths);
        List<Call> calls = new ArrayList<>();
        for (String path : asked) {
            calls.add(Call.of("getData " + path, GET_DATA, Body.watched(path, false)));
            calls.add(Call.of("getACL " + path, GET_ACL, Body.path(path)));
            calls.add(Call.of("getChildren2 " + path, GET_CHILDREN2, Body.watched(path, false)));
        }
        List<Token> answer = new ArrayList<>();
        Optional<Difference> difference = admin.exchange(new Step.Burst(0, calls), answer);
        int parent = 0;
        for (Token token : answer) {
            if (token instanceof Token.Exact(String label, List<?> names)
                    && label.equals("children")) {
                String base = asked.get(parent).equals("/") ? "" : asked.get(parent);
                names.forEach(name -> found.add(base + "/" + name));
                parent++;
            }
        }
        return difference;
    }
}
