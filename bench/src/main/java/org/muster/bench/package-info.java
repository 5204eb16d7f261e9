/** Measured side by side with Apache ZooKeeper: load runs and micro-benchmarks. */
@NullMarked
package org.muster.bench;

import org.jspecify.annotations.NullMarked;
