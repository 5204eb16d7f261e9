package org.muster.bench.client;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.muster.bench.report.Figure;

/**
 * What the process of a client does, whichever library it uses: one task, whose figures it prints.
 */
public final class ClientProgram {
    private final Driver driver;
    private final Order order;
    private final PrintStream out;

    private ClientProgram(Driver driver, Order order, PrintStream out) {
        this.driver = driver;
        this.order = order;
        this.out = out;
    }

    /** What the process is told: what to do with which servers, at which length, on which JDK. */
    record Order(Task task, String hosts, boolean quick, Path javaHome) {
        static Order of(String... words) {
            return new Order(
                    Task.valueOf(words[0]),
                    words[1],
                    Boolean.parseBoolean(words[2]),
                    Path.of(words[3]));
        }

        String[] words() {
            return new String[] {task.name(), hosts, Boolean.toString(quick), javaHome.toString()};
        }
    }

    /** Does what the words say, prints a line for each figure and ends the process. */
    public static void run(Driver driver, String... words) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        new ClientProgram(driver, Order.of(words), out).run();
        // Threads of a library that outlive its clients hold nobody up.
        System.exit(0);
    }

    private void run() {
        switch (order.task) {
            case PIPELINED -> new Pipelined(driver, order).run(this::tell);
            case REATTACH -> new Reattach(driver, order).run(this::tell);
            case IDLE_WATCHES -> new IdleWatches(driver, order).run(this::tell);
            case IDLE_CLIENTS -> new IdleClients(driver, order).run(this::tell);
        }
    }

    private void tell(Figure figure, double value) {
        out.println(figure.name() + " " + value);
    }

    /** Where figures go. */
    @FunctionalInterface
    interface Report {
        /** Takes one, in its unit. */
        void tell(Figure figure, double value);
    }
}
