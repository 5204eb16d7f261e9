package org.muster.wire.peer;

import java.util.List;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.MalformedException;
import org.muster.wire.snapshot.SnapshotRecordCodec;

/**
 * Takes the state behind a SNAP packet off the connection, record by record as the bytes come. It
 * has no outer length; its signature ends it.
 */
public final class StateStreamReader {
    private static final byte[] END_OF_NODES = {0, 0, 0, 1, '/'};

    private enum Part {
        SESSION_COUNT,
        SESSIONS,
        ACL_COUNT,
        ACLS,
        NODES,
        SIGNATURE,
        COMPLETE
    }

    private final int maxRecordBytes;
    private Part part = Part.SESSION_COUNT;
    private int left;

    /** For one state, of records of at most {@code maxRecordBytes}. */
    public StateStreamReader(int maxRecordBytes) {
        this.maxRecordBytes = maxRecordBytes;
    }

    /** Whether the whole state has been read; what follows are packets. */
    public boolean isComplete() {
        return part == Part.COMPLETE;
    }

    /**
     * Appends to {@code records} those that are complete in {@code length} bytes of {@code source}
     * from {@code offset} on.
     *
     * @return how many of the bytes are done with; the others must come again, with more behind
     */
    public int read(byte[] source, int offset, int length, List<SnapshotRecord> records)
            throws MalformedException {
        ByteReader in = new ByteReader(source, offset, length);
        int done = offset;
        while (part != Part.COMPLETE && tryStep(in, records)) {
            done = in.position();
        }
        return done - offset;
    }

    /** Whether the bytes sufficed. */
    private boolean tryStep(ByteReader in, List<SnapshotRecord> records) throws MalformedException {
        int before = in.remaining();
        try {
            step(in, records);
            return true;
        } catch (MalformedException malformed) {
            if (!malformed.isTruncated()) {
                throw malformed;
            }
            if (before > maxRecordBytes) {
                throw MalformedException.illegal("a record beyond " + maxRecordBytes + " bytes");
            }
            return false;
        }
    }

    private void step(ByteReader in, List<SnapshotRecord> records) throws MalformedException {
        switch (part) {
            case SESSION_COUNT -> become(Part.SESSIONS, count(in));
            case SESSIONS -> {
                if (left == 0) {
                    become(Part.ACL_COUNT, 0);
                } else {
                    records.add(SnapshotRecordCodec.readSession(in));
                    left--;
                }
            }
            case ACL_COUNT -> become(Part.ACLS, count(in));
            case ACLS -> {
                if (left == 0) {
                    become(Part.NODES, 0);
                } else {
                    records.add(SnapshotRecordCodec.readAcl(in));
                    left--;
                }
            }
            case NODES -> {
                if (in.trySkip(END_OF_NODES)) {
                    become(Part.SIGNATURE, 0);
                } else {
                    records.add(SnapshotRecordCodec.readNode(in));
                }
            }
            case SIGNATURE -> {
                if (!in.requireString().equals(StateStreamWriter.SIGNATURE)) {
                    throw MalformedException.illegal("a state without its signature");
                }
                become(Part.COMPLETE, 0);
            }
            case COMPLETE -> {}
        }
    }

    private void become(Part next, int count) {
        part = next;
        left = count;
    }

    private static int count(ByteReader in) throws MalformedException {
        int count = in.readInt();
        if (count < 0) {
            throw MalformedException.illegal("a state with " + count + " sessions or ACLs");
        }
        return count;
    }
}
