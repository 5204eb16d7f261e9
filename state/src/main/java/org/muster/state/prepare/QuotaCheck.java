package org.muster.state.prepare;

import org.muster.model.ErrorCode;
import org.muster.model.ZPath;
import org.muster.state.State;
import org.muster.state.quota.QuotaPaths;
import org.muster.state.quota.QuotaText;
import org.muster.state.tree.Znode;

/** Whether hard quotas allow a write: the deepest quota above the path decides alone. */
final class QuotaCheck {
    private QuotaCheck() {}

    /** OK, QUOTA_EXCEEDED, or MARSHALLING_ERROR if the limits cannot be read. */
    static ErrorCode check(State base, ZPath path, long moreCount, long moreBytes) {
        ZPath subject = base.quotaAbove(path);
        if (subject == null) {
            return ErrorCode.OK;
        }
        Znode limitsNode = base.find(QuotaPaths.limitsOf(subject));
        if (limitsNode == null) {
            return ErrorCode.OK;
        }
        QuotaText limits = QuotaText.parse(limitsNode.data());
        if (limits == null) {
            return ErrorCode.MARSHALLING_ERROR;
        }
        Znode statsNode = base.find(QuotaPaths.statsOf(subject));
        if (statsNode == null) {
            return ErrorCode.OK;
        }
        QuotaText used = usage(base, subject, statsNode);
        boolean tooMany =
                moreCount != 0
                        && limits.countHardLimit() > -1
                        && used.count() + moreCount > limits.countHardLimit();
        boolean tooLarge =
                moreBytes != 0
                        && limits.bytesHardLimit() > -1
                        && used.bytes() + moreBytes > limits.bytesHardLimit();
        return tooMany || tooLarge ? ErrorCode.QUOTA_EXCEEDED : ErrorCode.OK;
    }

    private static QuotaText usage(State base, ZPath subject, Znode statsNode) {
        QuotaText used = QuotaText.parse(statsNode.data());
        if (used != null) {
            return used;
        }
        Znode top = base.find(subject);
        return top == null
                ? QuotaText.ofUsage(0, 0)
                : QuotaText.ofUsage(1L + top.descendants(), top.subtreeDataBytes());
    }
}
