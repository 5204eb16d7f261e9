package org.muster.cli.shell.live;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.Paths;
import org.muster.cli.shell.command.Subtree;
import org.muster.cli.shell.command.Subtree.Visit;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.DataText;
import org.muster.cli.shell.text.JsonReader;
import org.muster.cli.shell.text.Table;
import org.muster.model.Bytes;

/** {@code services}: the instances that Curator's discovery or Muster's registry has on record. */
final class Services implements Command {
    private static final int WIDTH = 50;

    @Override
    public Syntax syntax() {
        return Syntax.of("services", "lists services and their instances below a node")
                .option("-n,--name", "SERVICE", "only this service")
                .param("[path]", Syntax.Kind.PATH);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        Optional<String> wanted = arguments.value("-n");
        Table table = new Table("service", "instance", "address", "port", "data");
        int code =
                new Subtree(context, Subtree.Detail.DATA, 2)
                        .visit(
                                context.pathOrHere(arguments),
                                visit -> {
                                    String service = Paths.name(Paths.parent(visit.path()));
                                    if (visit.depth() == 2
                                            && wanted.map(service::equals).orElse(true)) {
                                        add(context, table, service, visit);
                                    }
                                    return true;
                                });
        if (!context.out().isJson()) {
            context.out().lines(table.lines());
        }
        return code;
    }

    private static void add(Context context, Table table, String service, Visit visit) {
        Bytes data = visit.node().orElseThrow().data();
        Map<?, ?> record = record(data);
        String instance = Paths.name(visit.path());
        if (context.out().isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("service", service);
            fields.put("instance", instance);
            if (record.isEmpty()) {
                DataText.putInto(fields, data);
            } else {
                fields.put("record", record);
            }
            context.out().json(fields);
            return;
        }
        String rest = record.isEmpty() ? DataText.brief(data, WIDTH) : "";
        table.row(service, instance, text(record.get("address")), text(record.get("port")), rest);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "-" : value.toString();
    }

    /** The record, empty if the data is none: one bad record hides no others. */
    private static Map<?, ?> record(Bytes data) {
        try {
            return JsonReader.read(data.toUtf8()) instanceof Map<?, ?> record ? record : Map.of();
        } catch (IllegalArgumentException noJson) {
            return Map.of();
        }
    }
}
