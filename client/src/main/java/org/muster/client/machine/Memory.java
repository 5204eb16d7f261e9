package org.muster.client.machine;

/** What outlives a connection: the session, calls, watches, and what is certain of the session. */
record Memory(Attached session, Calls calls, WatchTable watches, LeaseClock lease) {
    static Memory fresh(Settings settings, Effects effects) {
        return new Memory(
                new Attached(),
                new Calls(),
                new WatchTable(),
                new LeaseClock(settings.assumedSyncLimitMs(), effects));
    }
}
