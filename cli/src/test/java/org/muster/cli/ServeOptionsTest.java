package org.muster.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.muster.server.config.Setting;
import org.muster.server.log.EventLog.Level;

class ServeOptionsTest {
    @Test
    void nothingIsSaidByDefault() throws UsageException {
        assertEquals(
                new ServeOptions(Optional.empty(), List.of(), Level.INFO),
                ServeOptions.parse(List.of()));
    }

    @Test
    void optionsAndSettingsKeepTheirOrder() throws UsageException {
        assertEquals(
                new ServeOptions(
                        Optional.of(Path.of("conf/zoo.cfg")),
                        List.of(
                                new Setting("clientPort", "2182", "command line"),
                                new Setting("dataDir", "/d", "command line"),
                                new Setting("tickTime", "500", "command line")),
                        Level.DEBUG),
                ServeOptions.parse(
                        List.of(
                                "--port=2182",
                                "conf/zoo.cfg",
                                "--data-dir",
                                "/d",
                                "tickTime=500",
                                "--log-level",
                                "debug")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --prt 5           | unknown option --prt; see muster serve --help
                    -p 5              | unknown option -p; see muster serve --help
                    --port            | --port needs a value; see muster serve --help
                    a.cfg b.cfg       | two configuration files are given, a.cfg and b.cfg
                    --log-level loud  | --log-level loud is not allowed: error, warn, info or debug
                    =5                | unknown option =5; see muster serve --help
                    """)
    void whatMakesNoSenseIsRefusedInOneLine(String line, String message) {
        UsageException refusal =
                assertThrows(
                        UsageException.class,
                        () -> ServeOptions.parse(List.of(line.split(" ", -1))));
        assertEquals(message, refusal.getMessage());
    }
}
