package org.muster.wire.txn;

import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.SessionId;
import org.muster.model.TreeDigest;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.record.AclCodec;

/**
 * Reads the payloads of log records, of any release of ZooKeeper's that Muster can follow. Keeps
 * what it reads with for the next one; not thread-safe.
 */
public final class TxnReader {
    private static final int DIGEST_BYTES = 12;

    private final ByteReader in = new ByteReader(new byte[0]);
    private final CRC32C crc = new CRC32C();

    /** Has read nothing yet. */
    public TxnReader() {}

    /**
     * Decodes {@code length} bytes of {@code source} from {@code offset} on, which are one payload.
     */
    public static TxnRecord read(byte[] source, int offset, int length) throws MalformedException {
        return new TxnReader().next(source, offset, length);
    }

    /** The same, for who reads many. */
    public TxnRecord next(byte[] source, int offset, int length) throws MalformedException {
        in.reset(source, offset, length);
        SessionId session = new SessionId(in.readLong());
        int cxid = in.readInt();
        Zxid zxid = new Zxid(in.readLong());
        TxnHeader header = new TxnHeader(session, cxid, zxid, in.readLong());
        Txn txn = readBody(in, in.readInt(), true);
        TreeDigest digest = null;
        if (in.remaining() >= DIGEST_BYTES) {
            digest = new TreeDigest(in.readInt(), in.readLong());
        }
        Trailer trailer = digest == null ? null : readTrailer(source, offset);
        return new TxnRecord(new LoggedTxn(header, txn, digest), trailer);
    }

    private @Nullable Trailer readTrailer(byte[] source, int offset) throws MalformedException {
        if (in.remaining() != Trailer.BYTES || in.readInt() != Trailer.MARK) {
            return null;
        }
        Trailer trailer = new Trailer(in.readLong(), in.readLong());
        crc.reset();
        crc.update(source, offset, in.position() - offset);
        return in.readInt() == (int) crc.getValue() ? trailer : null;
    }

    private static Txn readBody(ByteReader in, int type, boolean topLevel)
            throws MalformedException {
        return switch (type) {
            case TxnType.CREATE -> readCreate(in, Txn.CreateKind.CREATE);
            case TxnType.CREATE2 -> readCreate(in, Txn.CreateKind.CREATE2);
            case TxnType.CREATE_CONTAINER -> readCreate(in, Txn.CreateKind.CONTAINER);
            case TxnType.CREATE_TTL -> readCreate(in, Txn.CreateKind.TTL);
            case TxnType.DELETE -> new Txn.Delete(in.requirePath());
            case TxnType.DELETE_CONTAINER -> new Txn.DeleteContainer(in.requirePath());
            case TxnType.SET_DATA ->
                    new Txn.SetData(in.requirePath(), in.readBuffer(), in.readInt());
            case TxnType.REFUSED -> new Txn.Refused(in.readInt());
            case TxnType.CHECK -> new Txn.Check(in.requirePath(), in.readInt());
            default -> {
                if (!topLevel) {
                    throw MalformedException.illegal("transaction type " + type + " in a multi");
                }
                yield readTopLevelOnly(in, type);
            }
        };
    }

    private static Txn readTopLevelOnly(ByteReader in, int type) throws MalformedException {
        return switch (type) {
            case TxnType.RECONFIG ->
                    new Txn.Reconfig(in.requirePath(), in.readBuffer(), in.readInt());
            case TxnType.SET_ACL ->
                    new Txn.SetAcl(in.requirePath(), AclCodec.require(in), in.readInt());
            case TxnType.CREATE_SESSION -> new Txn.CreateSession(in.readInt());
            case TxnType.CLOSE_SESSION -> new Txn.CloseSession(readEphemerals(in));
            case TxnType.MULTI -> new Txn.Multi(in.requireVector(8, TxnReader::readSub));
            default -> throw MalformedException.illegal("unknown transaction type " + type);
        };
    }

    private static Txn readCreate(ByteReader in, Txn.CreateKind kind) throws MalformedException {
        ZPath path = in.requirePath();
        Bytes data = in.readBuffer();
        List<Acl> acl = AclCodec.require(in);
        boolean ephemeral = false;
        int parentCversion = -1;
        long ttlMs = 0;
        switch (kind) {
            case CREATE, CREATE2 -> {
                ephemeral = in.readBool();
                // Releases before 3.4 wrote no more than this.
                if (in.remaining() > 0) {
                    parentCversion = in.readInt();
                }
            }
            case CONTAINER -> parentCversion = in.readInt();
            case TTL -> {
                parentCversion = in.readInt();
                ttlMs = in.readLong();
            }
        }
        return new Txn.Create(kind, path, data, acl, ephemeral, parentCversion, ttlMs);
    }

    /**
     * A closeSession's list may be absent with the digest still there. Two paths take more bytes
     * than a digest, so a remainder of just its size that begins with its version is a digest.
     */
    private static @Nullable List<ZPath> readEphemerals(ByteReader in) throws MalformedException {
        if (in.remaining() == 0) {
            return null;
        }
        if (in.remaining() == DIGEST_BYTES) {
            int start = in.position();
            int first = in.readInt();
            in.seek(start);
            if (first == TreeDigest.VERSION) {
                return null;
            }
        }
        return in.requireVector(4, ByteReader::requirePath);
    }

    /**
     * The reference, when it applies a multi that failed, changes the type of the parts before the
     * failing one and leaves their bodies. What it logs or sends only after that has a refusal with
     * a body that is none; nobody could do more with it than to take it for a part without a fault.
     */
    private static Txn readSub(ByteReader in) throws MalformedException {
        int type = in.readInt();
        Bytes body = in.readBuffer();
        if (body == null) {
            throw MalformedException.illegal("a part of a multi without a body");
        }
        if (type == TxnType.REFUSED && body.length() > Integer.BYTES) {
            return new Txn.Refused(0);
        }
        ByteReader sub = new ByteReader(body.toArray());
        Txn txn = readBody(sub, type, false);
        if (sub.remaining() > 0) {
            throw MalformedException.illegal("surplus bytes in a part of a multi");
        }
        return txn;
    }
}
