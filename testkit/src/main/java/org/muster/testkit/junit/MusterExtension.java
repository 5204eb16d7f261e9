package org.muster.testkit.junit;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.muster.testkit.TestEnsemble;

/**
 * Gives tests real Muster servers.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final MusterExtension MUSTER = MusterExtension.ensemble(3);
 *
 * @Test
 * void findsTheNewLeader() {
 *     program.connectTo(MUSTER.servers().connectString());
 *     MUSTER.servers().leader().stop();
 *     …
 * }
 * }</pre>
 *
 * <p>In a static field it starts them once for the class, and heals them after each test: what was
 * stopped, cut or stalled runs again, but znodes stay. In an instance field each test has its own.
 * With {@code @ExtendWith(MusterExtension.class)} there is one server for the class, and a test
 * asks for it with a parameter of type {@link TestEnsemble}. Not for tests of one class that run at
 * the same time.
 */
public final class MusterExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver {
    private final int count;
    private final Map<String, String> settings;

    /** A class may have one by annotation and others in fields: only the first one speaks up. */
    private final boolean byAnnotation;

    private Optional<TestEnsemble> running = Optional.empty();

    /** How many classes around the present test, nested ones included, share the servers. */
    private int classes;

    /** One server; this is for {@code @ExtendWith}. */
    public MusterExtension() {
        this(1, Map.of(), true);
    }

    private MusterExtension(int count, Map<String, String> settings, boolean byAnnotation) {
        this.count = count;
        this.settings = settings;
        this.byAnnotation = byAnnotation;
    }

    /** So many servers, 1 for a server alone. */
    public static MusterExtension ensemble(int count) {
        return ensemble(count, Map.of());
    }

    /** The same with keys of zoo.cfg. */
    public static MusterExtension ensemble(int count, Map<String, String> settings) {
        return new MusterExtension(count, Map.copyOf(settings), false);
    }

    /**
     * The servers.
     *
     * @throws IllegalStateException outside a test
     */
    public TestEnsemble servers() {
        return running.orElseThrow(
                () -> new IllegalStateException("the servers run only while a test does"));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (classes++ == 0) {
            running = Optional.of(TestEnsemble.start(count, settings));
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (classes == 0) {
            running = Optional.of(TestEnsemble.start(count, settings));
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (classes == 0) {
            stop();
        } else {
            servers().heal();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--classes == 0) {
            stop();
        }
    }

    private void stop() {
        running.ifPresent(TestEnsemble::close);
        running = Optional.empty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return byAnnotation && parameter.getParameter().getType() == TestEnsemble.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return servers();
    }
}
