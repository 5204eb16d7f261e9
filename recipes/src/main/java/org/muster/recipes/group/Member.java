package org.muster.recipes.group;

import org.muster.model.Bytes;

/**
 * A member of a group.
 *
 * @param incarnation the transaction by which it joined: another one is another life
 */
public record Member(String id, Bytes data, long incarnation) {}
