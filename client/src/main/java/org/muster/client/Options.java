package org.muster.client;

import java.time.Duration;
import org.muster.model.Zxid;

/** The options of one call, sorted. */
record Options(Duration within, CallOption.Consistency consistency, Zxid atLeast, boolean repeat) {
    static Options of(Duration defaultDeadline, CallOption... options) {
        Duration within = defaultDeadline;
        CallOption.Consistency consistency = CallOption.Consistency.LOCAL;
        Zxid atLeast = Zxid.ZERO;
        boolean repeat = false;
        for (CallOption option : options) {
            if (option instanceof CallOption.Within given) {
                within = given.time();
            } else if (option instanceof CallOption.Consistency given) {
                consistency = given;
            } else if (option instanceof CallOption.AtLeast given) {
                atLeast = given.zxid();
            } else if (option instanceof CallOption.Retry given) {
                repeat = given == CallOption.Retry.AT_LEAST_ONCE;
            }
        }
        return new Options(within, consistency, atLeast, repeat);
    }
}
