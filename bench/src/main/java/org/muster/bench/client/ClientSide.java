package org.muster.bench.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.muster.bench.failure.BenchFailure;
import org.muster.bench.report.Figure;

/**
 * A client library that can be measured: its name in the tables, and the program that uses it, in a
 * process of its own with nothing else on the class path.
 */
public record ClientSide(String name, String classPath, String program) {
    private static final int LIMIT_MINUTES = 10;

    /** Muster's client, which this program has on its own class path. */
    public static ClientSide muster() {
        String classPath = System.getProperty("java.class.path");
        return new ClientSide("Muster", classPath, MusterProgram.class.getName());
    }

    /** Lets the program do one task; it gives the figures. Its files are in {@code directory}. */
    public Map<Figure, Double> measure(Path directory, Setting setting, Task task, String hosts) {
        ClientProgram.Order order =
                new ClientProgram.Order(task, hosts, setting.quick, setting.javaHome);
        List<String> words = new ArrayList<>();
        words.add(setting.javaHome.resolve("bin/java").toString());
        words.addAll(List.of("-Xms" + setting.heap, "-Xmx" + setting.heap));
        words.addAll(List.of("-cp", classPath, program));
        words.addAll(List.of(order.words()));
        Path output = directory.resolve("client.txt");
        try {
            Files.createDirectories(directory);
            run(words, directory, output);
            return figures(Files.readAllLines(output));
        } catch (IOException e) {
            throw new BenchFailure("cannot run the client " + name, e);
        }
    }

    private void run(List<String> words, Path directory, Path output) throws IOException {
        Process process =
                new ProcessBuilder(words)
                        .redirectOutput(output.toFile())
                        .redirectError(directory.resolve("client-errors.txt").toFile())
                        .start();
        // It must not outlive this process.
        Thread hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new BenchFailure("the client " + name + " failed: see " + directory);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("interrupted", e);
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }

    /** Reads lines of a figure's name and its value; refuses any other. */
    static Map<Figure, Double> figures(List<String> lines) {
        Map<Figure, Double> figures = new EnumMap<>(Figure.class);
        for (String line : lines) {
            int space = line.indexOf(' ');
            try {
                Figure figure = Figure.valueOf(line.substring(0, Math.max(space, 0)));
                figures.put(figure, Double.valueOf(line.substring(space + 1)));
            } catch (IllegalArgumentException e) {
                throw new BenchFailure("a client's program said: " + line, e);
            }
        }
        return figures;
    }

    /** What all processes have in common. */
    public record Setting(boolean quick, String heap, Path javaHome) {}
}
