package org.muster.storage.meta;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.muster.storage.disk.DirEntry;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.disk.DiskFile;
import org.muster.storage.name.OwnNames;

/** A file with an epoch in decimal, as the reference keeps two of them. */
public enum EpochFile {
    /** The highest epoch promised to a leader. */
    ACCEPTED("acceptedEpoch"),
    /** The epoch whose history this server holds. */
    CURRENT("currentEpoch");

    private static final int MAX_BYTES = 64;

    private final String fileName;

    EpochFile(String fileName) {
        this.fileName = fileName;
    }

    /** The file's name. */
    public String fileName() {
        return fileName;
    }

    /**
     * The epoch in the first line; empty if there is no such file.
     *
     * @throws DiskException of kind IO if the file holds no number
     */
    public OptionalLong read(Disk disk) throws DiskException {
        for (DirEntry entry : disk.list()) {
            if (entry.name().equals(fileName)) {
                return OptionalLong.of(readNumber(disk));
            }
        }
        return OptionalLong.empty();
    }

    private long readNumber(Disk disk) throws DiskException {
        try (DiskFile file = disk.openRead(fileName)) {
            byte[] bytes = new byte[MAX_BYTES];
            int n = file.read(0, bytes, 0, bytes.length);
            String text = new String(bytes, 0, n, StandardCharsets.US_ASCII);
            String line = text.lines().findFirst().orElse("");
            try {
                return Long.parseLong(line);
            } catch (NumberFormatException e) {
                throw new DiskException(
                        DiskException.Kind.IO, fileName, 0, "holds no epoch: \"" + line + "\"");
            }
        }
    }

    /** Makes {@code epoch} durable; a crash leaves the old number or the new one. */
    public void write(Disk disk, long epoch) throws DiskException {
        byte[] text = Long.toString(epoch).getBytes(StandardCharsets.US_ASCII);
        String temporary = OwnNames.temporary(fileName);
        for (DirEntry entry : disk.list()) {
            if (entry.name().equals(temporary)) {
                disk.delete(temporary);
            }
        }
        try (DiskFile file = disk.create(temporary)) {
            file.write(0, text, 0, text.length);
            file.sync();
        }
        disk.replace(temporary, fileName);
        disk.sync();
    }
}
