package org.muster.cli.shell.command;

import java.io.PrintStream;
import java.util.function.Consumer;
import org.muster.cli.shell.text.JsonText;
import org.muster.cli.shell.text.Paint;

/** Where commands write: results to one stream, all else to the other. Thread-safe. */
public final class Output {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;
    private final Paint paint;
    private volatile Consumer<String> news;

    /** Writes to these streams, results as JSON if {@code json}. */
    public Output(PrintStream out, PrintStream err, boolean json, Paint paint) {
        this.out = out;
        this.err = err;
        this.json = json;
        this.paint = paint;
        this.news = out::println;
    }

    /** Whether results are to be JSON. */
    public boolean isJson() {
        return json;
    }

    /** The colours. */
    public Paint paint() {
        return paint;
    }

    /** Writes a line of a result. */
    public void line(String text) {
        out.println(text);
    }

    /** Writes lines of a result. */
    public void lines(Iterable<String> texts) {
        texts.forEach(out::println);
    }

    /** Writes a result as JSON. */
    public void json(Object value) {
        out.println(JsonText.of(value));
    }

    /** Writes a message to the user, which is no result. */
    public void message(String text) {
        err.println(paint.bad(text));
    }

    /** Writes a note to the user, which is neither a result nor about anything bad. */
    public void note(String text) {
        err.println(text);
    }

    /** Writes what happened meanwhile, not disturbing a line that is being typed. */
    public void news(String text) {
        news.accept(text);
    }

    /** Lets {@code sink} have the news from now on. */
    public void tellNewsTo(Consumer<String> sink) {
        news = sink;
    }

    /** Lets everything written so far be seen. */
    public void flush() {
        out.flush();
        err.flush();
    }
}
