package org.muster.cli.shell.text;

import java.util.ArrayList;
import java.util.List;

/** Columns of text; numbers are aligned to the right. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    /** A table with these titles. */
    public Table(String... titles) {
        rows.add(List.of(titles));
    }

    /** Adds a row of as many cells as there are titles. */
    public Table row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** Whether there is no row under the titles. */
    public boolean isEmpty() {
        return rows.size() == 1;
    }

    /** The lines, titles first, without spaces at their ends. */
    public List<String> lines() {
        int columns = rows.getFirst().size();
        int[] widths = new int[columns];
        boolean[] numbers = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            numbers[column] = rows.size() > 1;
            for (int row = 0; row < rows.size(); row++) {
                String cell = rows.get(row).get(column);
                widths[column] = Math.max(widths[column], cell.length());
                numbers[column] &= row == 0 || cell.matches("-|-?[0-9.,]+%?");
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < columns; column++) {
                String cell = row.get(column);
                String pad = " ".repeat(widths[column] - cell.length());
                line.append(numbers[column] ? pad + cell : cell + pad).append("  ");
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }
}
