package org.muster.arch;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Finds what is too long, too wide or undocumented in source files, by parsing them. */
final class SourceLimits {
    static final int METHOD_LINES = 60;
    static final int PARAMETERS = 5;
    static final int SOFT_FILE_LINES = 400;
    static final int HARD_FILE_LINES = 600;
    static final int COLUMNS = 100;

    private SourceLimits() {}

    /** One line for each method too long or with too many parameters, and each silent type. */
    static List<String> violations(List<Path> files) {
        List<String> found = new ArrayList<>();
        if (files.isEmpty()) {
            return found;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    manager,
                                    diagnostic -> {},
                                    List.of("-proc:none"),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files));
            DocTrees trees = DocTrees.instance(task);
            for (CompilationUnitTree unit : task.parse()) {
                new Scanner(trees, found).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    /** Measures what it passes. */
    private static final class Scanner extends TreePathScanner<Void, Void> {
        private final DocTrees trees;
        private final List<String> found;

        Scanner(DocTrees trees, List<String> found) {
            this.trees = trees;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            boolean nested = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
            boolean named = !type.getSimpleName().isEmpty();
            boolean silent = trees.getDocComment(getCurrentPath()) == null;
            if (named && !nested && silent && isDeclaration()) {
                found.add(where(type) + ": " + type.getSimpleName() + " says nothing of itself");
            }
            return super.visitClass(type, null);
        }

        private boolean isDeclaration() {
            return getCurrentPath().getParentPath().getLeaf() instanceof CompilationUnitTree;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            long lines = line(end(method)) - line(start(method)) + 1;
            if (lines > METHOD_LINES) {
                found.add(where(method) + ": " + method.getName() + " has " + lines + " lines");
            }
            boolean canonical =
                    method.getReturnType() == null
                            && getCurrentPath().getParentPath().getLeaf().getKind()
                                    == Tree.Kind.RECORD;
            boolean inherited =
                    method.getModifiers().getAnnotations().stream()
                            .anyMatch(a -> a.getAnnotationType().toString().equals("Override"));
            if (method.getParameters().size() > PARAMETERS && !canonical && !inherited) {
                found.add(
                        "%s: %s%s takes %d parameters"
                                .formatted(
                                        where(method),
                                        method.getModifiers().getFlags().contains(Modifier.PRIVATE)
                                                ? "private "
                                                : "",
                                        method.getName(),
                                        method.getParameters().size()));
            }
            return super.visitMethod(method, null);
        }

        private String where(Tree tree) {
            Path file = Path.of(unit().getSourceFile().toUri());
            return (file.startsWith(Repository.ROOT) ? Repository.name(file) : file.toString())
                    + ":"
                    + line(start(tree));
        }

        private CompilationUnitTree unit() {
            return getCurrentPath().getCompilationUnit();
        }

        private long start(Tree tree) {
            return trees.getSourcePositions().getStartPosition(unit(), tree);
        }

        private long end(Tree tree) {
            return trees.getSourcePositions().getEndPosition(unit(), tree);
        }

        private long line(long position) {
            return position < 0 ? 0 : unit().getLineMap().getLineNumber(position);
        }
    }
}
