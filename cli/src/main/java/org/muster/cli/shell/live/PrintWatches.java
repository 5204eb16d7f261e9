package org.muster.cli.shell.live;

import java.util.Optional;
import org.muster.cli.shell.command.Arguments;
import org.muster.cli.shell.command.Command;
import org.muster.cli.shell.command.Context;
import org.muster.cli.shell.command.ExitCode;
import org.muster.cli.shell.command.Syntax;

/** {@code printwatches}. */
final class PrintWatches implements Command {
    @Override
    public Syntax syntax() {
        return Syntax.of("printwatches", "tells whether events are shown, or changes it: on, off")
                .param("[onoff]", Syntax.Kind.WORD);
    }

    @Override
    public int run(Context context, Arguments arguments) {
        Optional<String> word = arguments.word(0);
        if (word.isPresent()) {
            context.watches().tell(word.get().equals("on"));
        } else {
            context.out().line("printwatches is " + (context.watches().areTold() ? "on" : "off"));
        }
        return ExitCode.OK;
    }
}
