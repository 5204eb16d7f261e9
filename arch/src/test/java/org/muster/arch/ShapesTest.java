package org.muster.arch;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What classes, records, fields and names look like. */
final class ShapesTest {
    private static final String NAMES =
            ".*(Manager|Helper|Helpers|Util|Utils|Impl|Common|Internals)(\\$.*)?";

    private static final Pattern LITERAL = Pattern.compile("\\b[A-Z]\\w*\\.class\\b");

    private static final Pattern IMPORT = Pattern.compile("(?m)^import ([A-Za-z0-9_.]+);");

    @Test
    void staticFieldsAreFinal() {
        statics().check(Repository.CLASSES);
    }

    @Test
    void recordsHoldNoArrays() {
        records().check(Repository.CLASSES);
    }

    @Test
    void classesAreFinalOrSealed() {
        closed().check(Repository.CLASSES);
    }

    @Test
    void namesSayWhatAThingIs() {
        names().check(Repository.CLASSES);
    }

    @Test
    void onlyTheEdgesStartThreads() {
        threads("org.muster").check(Repository.CLASSES);
    }

    @Test
    void onlyConfigurationReadsTheEnvironment() {
        environment("org.muster").check(Repository.CLASSES);
    }

    @Test
    void aPublicTypeHasAUserOrIsExported() {
        Set<String> exported = new TreeSet<>();
        for (String module : Repository.LAYERS.keySet()) {
            exported.addAll(exports(module));
        }
        assertEquals(List.of(), lonely(Repository.CLASSES, exported::contains));
    }

    @Test
    void theSamplesAreFound() {
        var samples = Repository.samples();
        for (ArchRule rule :
                List.of(
                        statics(),
                        records(),
                        closed(),
                        names(),
                        threads("org.muster.arch.fixture"),
                        environment("org.muster.arch.fixture"))) {
            assertTrue(rule.evaluate(samples).hasViolation(), rule.getDescription());
        }
        assertTrue(
                lonely(samples, name -> false).contains("org.muster.arch.fixture.zab.Upward"),
                "a public type nobody uses");
    }

    private static ArchRule statics() {
        return fields().that().areStatic().should().beFinal().allowEmptyShould(true);
    }

    private static ArchRule records() {
        return classes()
                .that()
                .areRecords()
                .should(
                        only(
                                "hold no array",
                                type ->
                                        type.getFields().stream()
                                                .noneMatch(f ->
                                                        !f.getModifiers()
                                                                        .contains(
                                                                                JavaModifier.STATIC)
                                                                && f.getRawType().isArray())))
                .allowEmptyShould(true);
    }

    private static ArchRule closed() {
        return classes()
                .that()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .areNotAnonymousClasses()
                .and()
                // JMH derives classes from its subjects.
                .resideOutsideOfPackage("org.muster.bench.micro..")
                .should(
                        only(
                                "be final or sealed",
                                type ->
                                        type.getModifiers().contains(JavaModifier.FINAL)
                                                || type.reflect().isSealed()
                                                || type.getName().contains("jmh_generated")))
                .allowEmptyShould(true);
    }

    private static ArchRule names() {
        return noClasses().should().haveNameMatching(NAMES).allowEmptyShould(true);
    }

    private static ArchRule threads(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        root + ".server.loop..",
                        root + ".client.transport..",
                        root + ".cli.local..",
                        root + ".recipes.worker..",
                        root + ".testkit..",
                        root + ".bench..")
                .should()
                .callConstructor(Thread.class, Runnable.class)
                .orShould()
                .callConstructor(Thread.class, Runnable.class, String.class)
                .orShould()
                .callMethod(Thread.class, "ofPlatform")
                .orShould()
                .callMethod(Thread.class, "ofVirtual")
                .orShould()
                .callMethod(Thread.class, "startVirtualThread", Runnable.class)
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.util\\.concurrent\\.(Executors|ForkJoinPool|Timer)")
                .allowEmptyShould(true);
    }

    private static ArchRule environment(String root) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(
                        root + ".server.config..", root + ".testkit..", root + ".bench..")
                .should()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class, String.class)
                .orShould()
                .callMethod(System.class, "getProperties")
                .orShould()
                .callMethod(System.class, "getenv")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(Integer.class, "getInteger", String.class)
                .orShould()
                .callMethod(Boolean.class, "getBoolean", String.class)
                .allowEmptyShould(true);
    }

    private static ArchCondition<JavaClass> only(String text, Predicate<JavaClass> holds) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!holds.test(type)) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    type, type.getName() + " should " + text));
                }
            }
        };
    }

    /** Public top-level types of unexported packages that no other package uses. */
    private static List<String> lonely(
            Iterable<JavaClass> classes, Predicate<String> packageExported) {
        Set<String> imported = imports();
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            boolean used =
                    imported.contains(type.getName())
                            || imported.contains(type.getSimpleName() + ".class")
                            || type.getDirectDependenciesToSelf().stream()
                                    .map(Dependency::getOriginClass)
                                    .anyMatch(user -> isReach(type, user));
            if (type.getModifiers().contains(JavaModifier.PUBLIC)
                    && type.isTopLevelClass()
                    && !type.getSimpleName().equals("Main")
                    && !packageExported.test(type.getPackageName())
                    && !type.getPackageName().startsWith("org.muster.bench")
                    && !used) {
                found.add(type.getName());
            }
        }
        return List.copyOf(found);
    }

    /** Whether a use takes a type out of its package: from elsewhere, or in a public signature. */
    private static boolean isReach(JavaClass type, JavaClass user) {
        return !user.getPackageName().equals(type.getPackageName())
                || (user.getModifiers().contains(JavaModifier.PUBLIC)
                        && !user.equals(type)
                        && user.getMembers().stream()
                                .filter(m -> !m.getModifiers().contains(JavaModifier.PRIVATE))
                                .anyMatch(m -> m.getAllInvolvedRawTypes().contains(type)));
    }

    /**
     * What main sources import, for the constants of a type leave no trace in classes that use
     * them, and whose class they name, for such a type may be reached by reflection.
     */
    private static Set<String> imports() {
        Set<String> names = new TreeSet<>();
        for (Path file : Repository.files(".java")) {
            if (Repository.name(file).contains("/src/main/")) {
                String text = Repository.read(file);
                IMPORT.matcher(text).results().forEach(m -> names.add(m.group(1)));
                LITERAL.matcher(text).results().forEach(m -> names.add(m.group()));
            }
        }
        return names;
    }

    private static Set<String> exports(String module) {
        Path file = Repository.ROOT.resolve(module + "/target/classes/module-info.class");
        if (!Files.exists(file)) {
            return Set.of();
        }
        try (InputStream in = Files.newInputStream(file)) {
            Set<String> names = new TreeSet<>();
            ModuleDescriptor.read(in).exports().forEach(e -> names.add(e.source()));
            return names;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
