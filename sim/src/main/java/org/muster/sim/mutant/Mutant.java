package org.muster.sim.mutant;

import java.util.List;

/**
 * A planted bug: within one method, every call of one other method goes to a method of {@link
 * Sabotage} instead, which gets the same arguments.
 *
 * @param id its number in the reliability plan, or X and a number
 * @param bug what is wrong with the server then
 * @param checks the checks of which one must catch it
 * @param budget within how many seeds
 * @param place the class and method that are changed, as {@code package.Class.method}
 * @param call the method that is no longer called there
 * @param sabotage the method of {@link Sabotage} that is called instead
 */
public record Mutant(
        String id,
        String bug,
        List<String> checks,
        int budget,
        String place,
        String call,
        String sabotage) {

    /** The changed class. */
    String className() {
        return place.substring(0, place.lastIndexOf('.'));
    }

    /** The changed method. */
    String methodName() {
        return place.substring(place.lastIndexOf('.') + 1);
    }
}
