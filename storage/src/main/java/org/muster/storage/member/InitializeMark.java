package org.muster.storage.member;

import java.util.List;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;

/**
 * The empty file by which an operator says that an empty member may vote. The reference's script
 * creates it in one of the configured directories and its server looks for it in the other.
 */
public final class InitializeMark {
    private static final String NAME = "initialize";

    private InitializeMark() {}

    /** Whether it lies in one of {@code parents}, the directories above those of the data. */
    public static boolean isPresent(List<Disk> parents) throws DiskException {
        for (Disk disk : parents) {
            if (isIn(disk)) {
                return true;
            }
        }
        return false;
    }

    /** Deletes it durably, once the member has begun: it must not excuse a later loss. */
    public static void consume(List<Disk> parents) throws DiskException {
        for (Disk disk : parents) {
            if (isIn(disk)) {
                disk.delete(NAME);
                disk.sync();
            }
        }
    }

    private static boolean isIn(Disk disk) throws DiskException {
        return disk.list().stream().anyMatch(entry -> entry.name().equals(NAME));
    }
}
