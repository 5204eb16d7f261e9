package org.muster.recipes.naming;

import org.muster.recipes.lease.Lease;

/** A number that one worker has, for as long as the lease is valid. */
public record WorkerId(int number, Lease lease) implements AutoCloseable {
    @Override
    public void close() {
        lease.close();
    }
}
