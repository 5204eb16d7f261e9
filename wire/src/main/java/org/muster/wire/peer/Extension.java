package org.muster.wire.peer;

import org.jspecify.annotations.Nullable;
import org.muster.model.TreeDigest;
import org.muster.model.Zxid;
import org.muster.model.peer.Announcement;
import org.muster.model.peer.Blank;
import org.muster.model.peer.Features;
import org.muster.model.peer.Incarnation;
import org.muster.model.peer.StateDigest;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/**
 * What a Muster puts behind a record of the reference, where the reference overlooks it: a mark, a
 * length, and entries of tag, length and value. Entries with unknown tags are skipped.
 */
record Extension(
        @Nullable Features features,
        @Nullable Incarnation incarnation,
        @Nullable StateDigest state,
        @Nullable Blank blank,
        boolean wantsAll) {
    /** "Muster" between two bytes, the first of which is in no UTF-8 text. */
    static final long MARK = 0xff4d_7573_7465_7201L;

    private static final Extension NONE = new Extension(null, null, null, null, false);

    private static final int FEATURES = 1;
    private static final int INCARNATION = 2;
    private static final int STATE = 3;
    private static final int BLANK = 4;
    private static final int WANTS_ALL = 5;
    private static final int MIN_ENTRY_BYTES = 8;

    static Extension of(Announcement announcement) {
        return of(announcement, null);
    }

    static Extension of(Announcement announcement, @Nullable Blank blank) {
        return new Extension(
                announcement.features(), announcement.incarnation(), null, blank, false);
    }

    static Extension of(Incarnation incarnation, boolean wantsAll) {
        return new Extension(null, incarnation, null, null, wantsAll);
    }

    static Extension of(StateDigest state) {
        return new Extension(null, null, state, null, false);
    }

    /** The extension that {@code in} goes on with; one without anything if it has no mark there. */
    static Extension read(ByteReader in) throws MalformedException {
        if (in.remaining() < 8 || in.readLong() != MARK) {
            return NONE;
        }
        int length = in.readInt();
        if (length < 0 || length > in.remaining()) {
            throw MalformedException.illegal("length " + length + " of an extension");
        }
        int end = in.position() + length;
        Extension found = NONE;
        while (in.position() < end) {
            if (end - in.position() < MIN_ENTRY_BYTES) {
                throw MalformedException.illegal("an extension that ends within an entry");
            }
            found = found.withEntry(in, end);
        }
        return found;
    }

    private Extension withEntry(ByteReader in, int end) throws MalformedException {
        int tag = in.readInt();
        int length = in.readInt();
        int next = in.position() + length;
        if (length < 0 || length > end - in.position()) {
            throw MalformedException.illegal("length " + length + " of an extension's entry");
        }
        Extension more =
                switch (tag) {
                    case FEATURES ->
                            new Extension(readFeatures(in), incarnation, state, blank, wantsAll);
                    case INCARNATION ->
                            new Extension(features, readIncarnation(in), state, blank, wantsAll);
                    case STATE ->
                            new Extension(features, incarnation, readState(in), blank, wantsAll);
                    case BLANK ->
                            new Extension(features, incarnation, state, readBlank(in), wantsAll);
                    case WANTS_ALL -> new Extension(features, incarnation, state, blank, true);
                    default -> this;
                };
        if (in.position() > next) {
            throw MalformedException.illegal("an extension's entry that is too short");
        }
        in.seek(next);
        return more;
    }

    private static Features readFeatures(ByteReader in) throws MalformedException {
        return new Features(in.readLong());
    }

    private static Blank readBlank(ByteReader in) throws MalformedException {
        return new Blank(in.readLong(), in.readLong());
    }

    private static Incarnation readIncarnation(ByteReader in) throws MalformedException {
        return new Incarnation(in.readLong());
    }

    /** A state and its digest, as entries and beats carry them. */
    static StateDigest readState(ByteReader in) throws MalformedException {
        return new StateDigest(
                new Zxid(in.readLong()), new TreeDigest(in.readInt(), in.readLong()));
    }

    /** The same, written. */
    static void writeState(ByteWriter out, StateDigest state) {
        out.writeLong(state.zxid().value());
        out.writeInt(state.digest().version());
        out.writeLong(state.digest().value());
    }

    /** Who announces itself here; null for nobody. */
    @Nullable Announcement announcement() throws MalformedException {
        if (features == null && incarnation == null) {
            return null;
        }
        if (features == null || incarnation == null) {
            throw MalformedException.illegal("an announcement that lacks a part");
        }
        return new Announcement(features, incarnation);
    }

    /** Appends this extension. */
    void write(ByteWriter out) {
        out.writeLong(MARK);
        int frame = out.beginFrame();
        if (features != null) {
            int entry = begin(out, FEATURES);
            out.writeLong(features.bits());
            out.endFrame(entry);
        }
        if (incarnation != null) {
            int entry = begin(out, INCARNATION);
            out.writeLong(incarnation.value());
            out.endFrame(entry);
        }
        if (state != null) {
            int entry = begin(out, STATE);
            writeState(out, state);
            out.endFrame(entry);
        }
        if (blank != null) {
            int entry = begin(out, BLANK);
            out.writeLong(blank.life());
            out.writeLong(blank.heard());
            out.endFrame(entry);
        }
        if (wantsAll) {
            out.endFrame(begin(out, WANTS_ALL));
        }
        out.endFrame(frame);
    }

    private static int begin(ByteWriter out, int tag) {
        out.writeInt(tag);
        return out.beginFrame();
    }
}
