package org.muster.recipes.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.muster.model.Bytes;

/** The last good value in a file: written beside it and renamed, with a checksum. */
public final class LastKnownGood {
    private static final int HEAD = 4 + 8 + 8 + 8 + 4;
    private static final int MAGIC = 0x4d434647;

    /** A node as it was. */
    public record Kept(long czxid, long mzxid, int version, Bytes data) {}

    private final Path file;

    /** In {@code file}. */
    public LastKnownGood(Path file) {
        this.file = file;
    }

    /** What is kept; empty if nothing is, or if it is damaged. */
    public Optional<Kept> read() {
        try {
            ByteBuffer in = ByteBuffer.wrap(Files.readAllBytes(file));
            if (in.remaining() < HEAD || in.getInt() != MAGIC || in.getLong() != sum(in)) {
                return Optional.empty();
            }
            long czxid = in.getLong();
            long mzxid = in.getLong();
            int version = in.getInt();
            return Optional.of(
                    new Kept(
                            czxid, mzxid, version, Bytes.copyOf(in.array(), HEAD, in.remaining())));
        } catch (IOException missing) {
            return Optional.empty();
        }
    }

    /** Keeps it instead of what is kept. */
    public void write(Kept kept) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(HEAD + kept.data().length());
        out.putInt(MAGIC).putLong(0).putLong(kept.czxid()).putLong(kept.mzxid());
        out.putInt(kept.version()).put(kept.data().toArray());
        out.position(12);
        out.putLong(4, sum(out));
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.write(beside, out.array());
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of everything from the position on. */
    private static long sum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.duplicate());
        return crc.getValue();
    }
}
