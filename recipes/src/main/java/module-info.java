import org.jspecify.annotations.NullMarked;

/** What programs coordinate with: locks, elections, queues, caches and the like. */
@NullMarked
module org.muster.recipes {
    requires static org.jspecify;
    requires transitive org.muster.client;

    exports org.muster.recipes;
    exports org.muster.recipes.barrier;
    exports org.muster.recipes.cache;
    exports org.muster.recipes.codec;
    exports org.muster.recipes.config;
    exports org.muster.recipes.counter;
    exports org.muster.recipes.election;
    exports org.muster.recipes.group;
    exports org.muster.recipes.lease;
    exports org.muster.recipes.lock;
    exports org.muster.recipes.naming;
    exports org.muster.recipes.queue;
    exports org.muster.recipes.registry;
}
