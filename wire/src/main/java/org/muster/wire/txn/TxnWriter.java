package org.muster.wire.txn;

import java.util.zip.CRC32C;
import org.muster.model.TreeDigest;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.model.txn.TxnHeader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.record.AclCodec;

/** Writes the payload of a log record. Source: storage formats, header, bodies, digest. */
public final class TxnWriter {
    private TxnWriter() {}

    /** Appends header, body and (if there is one) digest of {@code logged} to {@code out}. */
    public static void write(ByteWriter out, LoggedTxn logged) {
        writeHeader(out, logged.header(), typeOf(logged.txn()));
        writeBody(out, logged.txn());
        TreeDigest digest = logged.digest();
        if (digest != null) {
            out.writeInt(digest.version());
            out.writeLong(digest.value());
        }
    }

    /**
     * Appends {@code trailer} to the payload that begins at {@code payloadStart} of {@code out}.
     */
    public static void writeTrailer(ByteWriter out, int payloadStart, Trailer trailer) {
        out.writeInt(Trailer.MARK);
        out.writeLong(trailer.previousZxid());
        out.writeLong(trailer.durableZxid());
        CRC32C crc = new CRC32C();
        crc.update(out.array(), payloadStart, out.length() - payloadStart);
        out.writeInt((int) crc.getValue());
    }

    private static void writeHeader(ByteWriter out, TxnHeader header, int type) {
        out.writeLong(header.session().value());
        out.writeInt(header.cxid());
        out.writeLong(header.zxid().value());
        out.writeLong(header.timeMs());
        out.writeInt(type);
    }

    private static int typeOf(Txn txn) {
        if (txn instanceof Txn.Create create) {
            return switch (create.kind()) {
                case CREATE -> TxnType.CREATE;
                case CREATE2 -> TxnType.CREATE2;
                case CONTAINER -> TxnType.CREATE_CONTAINER;
                case TTL -> TxnType.CREATE_TTL;
            };
        }
        if (txn instanceof Txn.SetData) {
            return TxnType.SET_DATA;
        }
        if (txn instanceof Txn.Delete) {
            return TxnType.DELETE;
        }
        if (txn instanceof Txn.Multi) {
            return TxnType.MULTI;
        }
        if (txn instanceof Txn.Refused) {
            return TxnType.REFUSED;
        }
        return typeOfRare(txn);
    }

    private static int typeOfRare(Txn txn) {
        if (txn instanceof Txn.SetAcl) {
            return TxnType.SET_ACL;
        }
        if (txn instanceof Txn.Check) {
            return TxnType.CHECK;
        }
        if (txn instanceof Txn.CreateSession) {
            return TxnType.CREATE_SESSION;
        }
        if (txn instanceof Txn.CloseSession) {
            return TxnType.CLOSE_SESSION;
        }
        if (txn instanceof Txn.DeleteContainer) {
            return TxnType.DELETE_CONTAINER;
        }
        return TxnType.RECONFIG;
    }

    private static void writeBody(ByteWriter out, Txn txn) {
        if (txn instanceof Txn.Create create) {
            writeCreate(out, create);
        } else if (txn instanceof Txn.SetData set) {
            out.writePath(set.path());
            out.writeBuffer(set.data());
            out.writeInt(set.version());
        } else if (txn instanceof Txn.Delete delete) {
            out.writePath(delete.path());
        } else if (txn instanceof Txn.Multi multi) {
            out.writeVector(multi.txns(), TxnWriter::writeSub);
        } else if (txn instanceof Txn.Refused refused) {
            out.writeInt(refused.code());
        } else if (txn instanceof Txn.SetAcl set) {
            out.writePath(set.path());
            AclCodec.write(out, set.acl());
            out.writeInt(set.version());
        } else if (txn instanceof Txn.Check check) {
            out.writePath(check.path());
            out.writeInt(check.version());
        } else if (txn instanceof Txn.CreateSession create) {
            out.writeInt(create.timeoutMs());
        } else if (txn instanceof Txn.CloseSession close) {
            if (close.ephemerals() != null) {
                out.writeVector(close.ephemerals(), ByteWriter::writePath);
            }
        } else if (txn instanceof Txn.DeleteContainer delete) {
            out.writePath(delete.path());
        } else if (txn instanceof Txn.Reconfig set) {
            out.writePath(set.path());
            out.writeBuffer(set.data());
            out.writeInt(set.version());
        }
    }

    private static void writeCreate(ByteWriter out, Txn.Create create) {
        out.writePath(create.path());
        out.writeBuffer(create.data());
        AclCodec.write(out, create.acl());
        switch (create.kind()) {
            case CREATE, CREATE2 -> {
                out.writeBool(create.ephemeral());
                out.writeInt(create.parentCversion());
            }
            case CONTAINER -> out.writeInt(create.parentCversion());
            case TTL -> {
                out.writeInt(create.parentCversion());
                out.writeLong(create.ttlMs());
            }
        }
    }

    /** One part of a multi: its number and its body as a buffer. */
    private static void writeSub(ByteWriter out, Txn txn) {
        out.writeInt(typeOf(txn));
        int start = out.beginFrame();
        writeBody(out, txn);
        out.endFrame(start);
    }
}
