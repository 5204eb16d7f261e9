package org.muster.arch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds what is wrong with a text: dead links, titles, forgotten marks, foreign hosts. */
final class Documents {
    private static final Pattern LINK = Pattern.compile("\\[[^\\]\\n]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern FENCE = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern TITLE = Pattern.compile("(?m)^# ");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
    private static final Pattern OPEN_TASK = Pattern.compile("\\b" + "TO" + "DO\\b(?!\\(#\\d+\\))");
    private static final Pattern BROKEN = Pattern.compile("\\b" + "FIX" + "ME\\b");

    /** Hosts that serve packages; a file that names one would bind the build to it. */
    private static final Pattern REGISTRY =
            Pattern.compile(
                    "(?i)\\b(repo1?[.]maven|(central|oss)[.]sonatype|registry[.](npm|yarn)|"
                            + "files[.]python|pypi[.]org|repo[.]spring|proxy[.]golang)");

    private Documents() {}

    /** What is wrong with a document in Markdown that lies at the given place. */
    static List<String> document(Path file, String text) {
        List<String> found = new ArrayList<>();
        String prose = FENCE.matcher(text).replaceAll("");
        long titles = TITLE.matcher(prose).results().count();
        if (titles != 1) {
            found.add("has " + titles + " titles");
        }
        LINK.matcher(prose)
                .results()
                .map(match -> match.group(1))
                .filter(target -> !target.matches("(https?|mailto):.*"))
                .filter(target -> !resolves(file, text, target))
                .forEach(target -> found.add("links to " + target + ", which is not there"));
        return found;
    }

    private static boolean resolves(Path file, String text, String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path place = path.isEmpty() ? file : file.resolveSibling(path).normalize();
        if (!path.isEmpty() && !Files.exists(place)) {
            return false;
        }
        if (hash < 0 || !place.toString().endsWith(".md")) {
            return true;
        }
        String other = path.isEmpty() ? text : Repository.read(place);
        return anchors(other).contains(target.substring(hash + 1));
    }

    private static Set<String> anchors(String text) {
        Set<String> anchors = new TreeSet<>();
        HEADING.matcher(FENCE.matcher(text).replaceAll(""))
                .results()
                .map(match -> match.group(1).toLowerCase(Locale.ROOT))
                .map(title -> title.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .forEach(anchors::add);
        return anchors;
    }

    /** What no text file may hold. */
    static List<String> anyText(String text) {
        List<String> found = new ArrayList<>();
        if (BROKEN.matcher(text).find()) {
            found.add("admits to be broken");
        }
        if (OPEN_TASK.matcher(text).find()) {
            found.add("has an open task without the number of its issue");
        }
        if (REGISTRY.matcher(text).find()) {
            found.add("names a package registry");
        }
        return found;
    }
}
