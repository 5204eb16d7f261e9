package org.muster.cli.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Members' statuses, for people and for programs. */
public final class StatusTexts {
    private static final List<String> HEAD =
            List.of("server", "role", "zxid", "sessions", "conns", "latency min/avg/max ms");

    private StatusTexts() {}

    /** One line a member, in columns, below a line of heads. */
    public static String table(List<MemberStatus> members) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        for (MemberStatus member : members) {
            rows.add(
                    member.serves()
                            ? List.of(
                                    member.name(),
                                    member.mode(),
                                    member.fact("zxid"),
                                    member.fact("sessions"),
                                    member.fact("connections"),
                                    member.fact("latencyMs"))
                            : List.of(member.name(), member.mode(), "-", "-", "-", "-"));
        }
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(' ', widths[i] - row.get(i).length() + 2);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    /** A sentence on whether the whole of it serves. */
    public static String verdict(List<MemberStatus> members) {
        long serving = members.stream().filter(MemberStatus::serves).count();
        List<String> leaders =
                members.stream()
                        .filter(member -> member.mode().equals("leader"))
                        .map(MemberStatus::name)
                        .toList();
        String who =
                leaders.isEmpty() ? "" : leaders.size() == 1 ? ", led by " : ", several leaders: ";
        return serving
                + " of "
                + members.size()
                + (members.size() == 1 ? " server serves" : " servers serve")
                + who
                + String.join(", ", leaders)
                + "\n";
    }

    /** A JSON object a member, one line each. */
    public static String json(List<MemberStatus> members) {
        StringBuilder text = new StringBuilder();
        for (MemberStatus member : members) {
            text.append("{\"server\":");
            quote(text, member.name());
            text.append(",\"mode\":");
            quote(text, member.mode());
            for (Map.Entry<String, String> fact : member.facts().entrySet()) {
                text.append(',');
                quote(text, fact.getKey());
                text.append(':');
                quote(text, fact.getValue());
            }
            text.append("}\n");
        }
        return text.toString();
    }

    private static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
