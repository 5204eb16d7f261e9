package org.muster.state.quota;

import java.nio.charset.StandardCharsets;
import org.muster.model.ZPath;

/** Where the znodes of quotas are. */
public final class QuotaPaths {
    private static final ZPath QUOTA = ZPath.of("/zookeeper/quota");
    private static final byte[] LIMITS = "zookeeper_limits".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STATS = "zookeeper_stats".getBytes(StandardCharsets.US_ASCII);

    private QuotaPaths() {}

    /** Whether {@code path} is the limits znode of some path; the root can have no quota. */
    public static boolean isLimits(ZPath path) {
        return isNamed(path, LIMITS);
    }

    /** Whether {@code path} is the statistics znode of some path. */
    public static boolean isStats(ZPath path) {
        return isNamed(path, STATS);
    }

    private static boolean isNamed(ZPath path, byte[] name) {
        int slash = path.length() - name.length - 1;
        return slash > QUOTA.length()
                && path.startsWith(QUOTA)
                && path.at(QUOTA.length()) == '/'
                && path.at(slash) == '/'
                && path.compareRange(slash + 1, path.length(), name) == 0;
    }

    /** The path whose quota the limits or statistics znode {@code path} is about. */
    public static ZPath subject(ZPath path) {
        return ZPath.owningUtf8(path.copyRange(QUOTA.length(), path.lastSlash()));
    }

    /** The limits znode of {@code subject}. */
    public static ZPath limitsOf(ZPath subject) {
        return below(subject, LIMITS);
    }

    /** The statistics znode of {@code subject}. */
    public static ZPath statsOf(ZPath subject) {
        return below(subject, STATS);
    }

    private static ZPath below(ZPath subject, byte[] name) {
        int stem = QUOTA.length() + subject.length();
        byte[] text = new byte[stem + 1 + name.length];
        QUOTA.copyTo(text, 0);
        subject.copyTo(text, QUOTA.length());
        text[stem] = '/';
        System.arraycopy(name, 0, text, stem + 1, name.length);
        return ZPath.owningUtf8(text);
    }
}
