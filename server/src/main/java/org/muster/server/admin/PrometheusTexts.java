package org.muster.server.admin;

import java.util.Set;
import java.util.function.Consumer;
import org.muster.server.admin.PrometheusSamples.Sink;

/** Samples as text: for Prometheus, and for mntr under its provider. */
final class PrometheusTexts {
    private PrometheusTexts() {}

    /**
     * The exposition format, version 0.0.4.
     *
     * @param names of the samples wanted; empty for all
     */
    static String exposition(Set<String> names, Consumer<Sink> samples) {
        Exposition text = new Exposition(names);
        samples.accept(text);
        return text.text.toString();
    }

    /** The lines of mntr. */
    static String mntr(Consumer<Sink> samples) {
        StringBuilder text = new StringBuilder();
        samples.accept(
                new Sink() {
                    @Override
                    public void family(String name, String type) {
                        // mntr shows samples only.
                    }

                    @Override
                    public void sample(String name, String labels, Number value) {
                        text.append("zk_").append(name).append(braced(labels));
                        text.append('\t').append(value.doubleValue()).append('\n');
                    }
                });
        return text.toString();
    }

    private static String braced(String labels) {
        return labels.isEmpty() ? "" : "{" + labels + "}";
    }

    private static final class Exposition implements Sink {
        private final Set<String> names;
        private final StringBuilder text = new StringBuilder();
        private String header = "";

        Exposition(Set<String> names) {
            this.names = names;
        }

        @Override
        public void family(String name, String type) {
            header = "# HELP " + name + " " + name + "\n# TYPE " + name + " " + type + "\n";
            if (names.isEmpty()) {
                text.append(header);
                header = "";
            }
        }

        @Override
        public void sample(String name, String labels, Number value) {
            if (names.isEmpty() || names.contains(name)) {
                text.append(header);
                header = "";
                text.append(name)
                        .append(braced(labels))
                        .append(' ')
                        .append(value.doubleValue())
                        .append('\n');
            }
        }
    }
}
