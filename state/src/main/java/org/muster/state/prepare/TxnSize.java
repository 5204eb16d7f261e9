package org.muster.state.prepare;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.ZPath;
import org.muster.model.txn.Txn;

/** How many bytes a transaction takes in the log, never too few. */
final class TxnSize {
    /** Header, digest and trailer. */
    static final int ENVELOPE = 32 + 12 + 24;

    private static final int LENGTH = 4;
    private static final int NUMBERS = 16;

    private TxnSize() {}

    static long of(Txn txn) {
        return ENVELOPE + body(txn);
    }

    private static long body(Txn txn) {
        return switch (txn) {
            case Txn.Create create ->
                    text(create.path()) + data(create.data()) + acl(create.acl()) + NUMBERS;
            case Txn.Delete(var path) -> text(path);
            case Txn.DeleteContainer(var path) -> text(path);
            case Txn.SetData(var path, var data, _) -> text(path) + data(data) + NUMBERS;
            case Txn.Reconfig(var path, var data, _) -> text(path) + data(data) + NUMBERS;
            case Txn.SetAcl(var path, var acl, _) -> text(path) + acl(acl) + NUMBERS;
            case Txn.Check(var path, _) -> text(path) + NUMBERS;
            case Txn.CreateSession _, Txn.Refused _ -> NUMBERS;
            case Txn.CloseSession(var ephemerals) -> paths(ephemerals);
            case Txn.Multi(var txns) -> {
                long sum = LENGTH;
                for (Txn part : txns) {
                    sum += 2 * LENGTH + body(part);
                }
                yield sum;
            }
        };
    }

    private static long text(ZPath path) {
        return (long) LENGTH + path.length();
    }

    private static long data(@Nullable Bytes data) {
        return (long) LENGTH + (data == null ? 0 : data.length());
    }

    private static long paths(@Nullable List<ZPath> paths) {
        long sum = LENGTH;
        if (paths != null) {
            for (ZPath path : paths) {
                sum += text(path);
            }
        }
        return sum;
    }

    private static long acl(List<Acl> acl) {
        long sum = LENGTH;
        for (int i = 0; i < acl.size(); i++) {
            Acl entry = acl.get(i);
            sum += 3 * LENGTH + utf8(entry.id().scheme()) + utf8(entry.id().id());
        }
        return sum;
    }

    private static long utf8(String text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            bytes += c < 0x80 ? 0 : c < 0x800 ? 1 : 2;
        }
        return bytes;
    }
}
