package org.muster.cli.shell.nodes;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.ShellFailure;
import org.muster.cli.shell.command.Syntax;
import org.muster.cli.shell.text.AclText;
import org.muster.cli.shell.text.StatText;
import org.muster.client.CreateSpec;
import org.muster.client.Created;
import org.muster.model.Acl;
import org.muster.model.Bytes;

/** {@code create}. */
final class Create implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("create", "creates a node")
                .flag("-s", "append a rising number to the name")
                .flag("-e", "ephemeral: it ends with this session")
                .flag("-c", "container: it is removed some time after its last child")
                .option("-t", "TTL", "it is removed when nothing happened to it for so many ms")
                .flag("-p", "create what is missing above it")
                .flag("-b", "the data is written in base64")
                .option("-f", "FILE", "the data is what the file holds")
                .param("path", Syntax.Kind.PATH)
                .param("[data]", Syntax.Kind.WORD)
                .param("[acl]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) throws InterruptedException {
        boolean sequential = arguments.has("-s");
        String word = arguments.required(0);
        // A sequential node's name may be nothing but its number.
        boolean bare = sequential && word.endsWith("/") && word.length() > 1;
        String path = context.path(word) + (bare ? "/" : "");
        boolean fromFile = arguments.has("-f");
        Optional<String> text = fromFile ? Optional.empty() : arguments.word(1);
        Bytes data = NewData.of(arguments, text).orElse(Bytes.EMPTY);
        Optional<List<Acl>> acl = arguments.word(fromFile ? 1 : 2).map(Create::acl);
        Created created = context.calls().create(path, data, spec(arguments, acl));
        if (context.out().isJson()) {
            Map<String, Object> result = new LinkedHashMap<>();
            result.put("path", created.path());
            result.put("stat", StatText.fields(created.stat()));
            context.out().json(result);
        } else {
            context.out().line("Created " + created.path());
        }
        return ExitCode.OK;
    }

    /** The list that {@code text} writes. */
    static List<Acl> acl(String text) {
        try {
            return AclText.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw ShellFailure.usage(String.valueOf(wrong.getMessage()));
        }
    }

    private static CreateSpec spec(Arguments arguments, Optional<List<Acl>> acl) {
        boolean ephemeral = arguments.has("-e");
        boolean container = arguments.has("-c");
        boolean expiring = arguments.has("-t");
        if (container && (ephemeral || arguments.has("-s"))) {
            throw ShellFailure.usage(
                    "-c cannot be combined with -s or -e. Containers cannot be"
                            + " ephemeral or sequential.");
        }
        if (expiring && (ephemeral || container)) {
            throw ShellFailure.usage("TTLs cannot be used with Ephemeral or Container znodes");
        }
        CreateSpec spec =
                ephemeral
                        ? CreateSpec.ephemeral()
                        : container ? CreateSpec.container() : CreateSpec.persistent();
        if (expiring) {
            spec = CreateSpec.expiring(arguments.time("-t").orElseThrow());
        }
        if (arguments.has("-s")) {
            spec = spec.inPlainSequence();
        }
        if (arguments.has("-p")) {
            spec = spec.withParents(CreateSpec.Parents.CREATE);
        }
        return acl.isPresent() ? spec.withAcl(acl.get()) : spec;
    }
}
