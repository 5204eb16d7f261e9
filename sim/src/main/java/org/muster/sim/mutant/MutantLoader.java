package org.muster.sim.mutant;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;

/**
 * Loads Muster's classes anew, one of them with a planted bug. Production code knows nothing of it,
 * and what runs is the compiled server but for one call.
 */
public final class MutantLoader extends ClassLoader {
    private static final String OURS = "org.muster.";
    private static final ClassDesc SABOTAGE = ClassDesc.of(Sabotage.class.getName());

    private final Mutant mutant;
    private final ClassLoader original;
    private int changes;

    /** A loader of a server that has this bug. */
    public MutantLoader(Mutant mutant) {
        super(MutantLoader.class.getClassLoader());
        this.mutant = mutant;
        this.original = MutantLoader.class.getClassLoader();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = bytesOf(name);
                if (name.equals(mutant.className())) {
                    bytes = mutated(bytes);
                }
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            return loaded;
        }
    }

    /** Demands that the class was loaded and the call was there to be replaced. */
    public void requireChanged() {
        if (changes == 0) {
            throw new IllegalStateException(
                    mutant.id()
                            + " changes nothing: no call of "
                            + mutant.call()
                            + " in "
                            + mutant.place());
        }
    }

    private byte[] bytesOf(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = original.getResourceAsStream(file)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private byte[] mutated(byte[] bytes) throws ClassNotFoundException {
        MethodTypeDesc type = typeOfSabotage();
        ClassFile format = ClassFile.of();
        return format.transformClass(
                format.parse(bytes),
                ClassTransform.transformingMethodBodies(
                        method -> method.methodName().equalsString(mutant.methodName()),
                        (builder, element) -> replace(builder, element, type)));
    }

    private MethodTypeDesc typeOfSabotage() throws ClassNotFoundException {
        ClassModel sabotage = ClassFile.of().parse(bytesOf(Sabotage.class.getName()));
        for (MethodModel method : sabotage.methods()) {
            if (method.methodName().equalsString(mutant.sabotage())) {
                return method.methodTypeSymbol();
            }
        }
        throw new IllegalStateException("there is no Sabotage." + mutant.sabotage());
    }

    private void replace(CodeBuilder builder, CodeElement element, MethodTypeDesc type) {
        if (element instanceof InvokeInstruction call && call.name().equalsString(mutant.call())) {
            changes++;
            builder.invokestatic(SABOTAGE, mutant.sabotage(), type);
            ClassDesc wanted = call.typeSymbol().returnType();
            boolean reference = TypeKind.from(wanted) == TypeKind.REFERENCE;
            if (reference && !wanted.equals(type.returnType())) {
                builder.checkcast(wanted);
            }
        } else {
            builder.with(element);
        }
    }
}
