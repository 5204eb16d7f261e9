package org.muster.recipes.group;

/** What happens in a group. */
public sealed interface GroupEvent {
    /** One has joined. */
    record Joined(Member member) implements GroupEvent {}

    /** One has left, or its session has ended. */
    record Left(Member member) implements GroupEvent {}

    /** One has changed what it tells of itself. */
    record Updated(Member member) implements GroupEvent {}
}
