package org.muster.storage.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A directory of the operating system: the only class of this module that touches it.
 *
 * <p>Files are written through channels, never through mappings: a mapped page that the disk fails
 * to take is reported to nobody.
 */
public final class NioDisk implements Disk {
    private static final OpenOption[] READ = {StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS};
    private static final OpenOption[] WRITE = {
        StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS
    };
    private static final OpenOption[] CREATE = {
        StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW
    };

    private final Path directory;

    private NioDisk(Path directory) {
        this.directory = directory;
    }

    /** The existing directory {@code directory}, which must be writable. */
    public static NioDisk open(Path directory) throws DiskException {
        if (!Files.isDirectory(directory)) {
            throw failure(DiskException.Kind.MISSING, directory, "no such directory");
        }
        if (!Files.isWritable(directory)) {
            throw failure(DiskException.Kind.DENIED, directory, "the directory is not writable");
        }
        return new NioDisk(directory);
    }

    /** The existing directory {@code directory}, for reading only: writes may fail. */
    public static NioDisk openToRead(Path directory) throws DiskException {
        if (!Files.isDirectory(directory)) {
            throw failure(DiskException.Kind.MISSING, directory, "no such directory");
        }
        return new NioDisk(directory);
    }

    /** The directory {@code directory}, created durably with its parents if it is missing. */
    public static NioDisk openOrCreate(Path directory) throws DiskException {
        try {
            createDurably(directory.toAbsolutePath());
        } catch (IOException e) {
            throw translate(e, directory.toString(), -1);
        }
        return open(directory);
    }

    private static void createDurably(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            createDurably(parent);
        }
        Files.createDirectory(directory);
        if (parent != null) {
            try (FileChannel channel = FileChannel.open(parent, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    @Override
    public List<DirEntry> list() throws DiskException {
        List<DirEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(directory)) {
            for (Path path : names) {
                entries.add(entry(path));
            }
        } catch (IOException e) {
            throw translate(e, directory.toString(), -1);
        }
        entries.sort(Comparator.comparing(DirEntry::name));
        return entries;
    }

    private static DirEntry entry(Path path) throws IOException {
        BasicFileAttributes attributes =
                Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        DirEntry.Kind kind =
                attributes.isRegularFile()
                        ? DirEntry.Kind.FILE
                        : attributes.isSymbolicLink() ? DirEntry.Kind.LINK : DirEntry.Kind.OTHER;
        long size = kind == DirEntry.Kind.FILE ? attributes.size() : 0;
        return new DirEntry(path.getFileName().toString(), kind, size);
    }

    @Override
    public DiskFile openRead(String name) throws DiskException {
        return openFile(name, READ);
    }

    @Override
    public DiskFile openWrite(String name) throws DiskException {
        return openFile(name, WRITE);
    }

    @Override
    public DiskFile create(String name) throws DiskException {
        return openFile(name, CREATE);
    }

    @Override
    public DiskFile createPrivate(String name) throws DiskException {
        try {
            Files.createFile(
                    directory.resolve(name),
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw translate(e, name, -1);
        } catch (UnsupportedOperationException noPosix) {
            return create(name);
        }
        return openWrite(name);
    }

    private DiskFile openFile(String name, OpenOption... options) throws DiskException {
        try {
            return new NioFile(name, FileChannel.open(directory.resolve(name), options));
        } catch (IOException e) {
            throw translate(e, name, -1);
        }
    }

    @Override
    public void rename(String from, String to) throws DiskException {
        try {
            // Without REPLACE_EXISTING the JDK looks first: enough under the directory's lock.
            Files.move(directory.resolve(from), directory.resolve(to));
        } catch (IOException e) {
            throw translate(e, to, -1);
        }
    }

    @Override
    public void replace(String from, String to) throws DiskException {
        try {
            Files.move(
                    directory.resolve(from), directory.resolve(to), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw translate(e, to, -1);
        }
    }

    @Override
    public void delete(String name) throws DiskException {
        try {
            Files.delete(directory.resolve(name));
        } catch (IOException e) {
            throw translate(e, name, -1);
        }
    }

    @Override
    public void sync() throws DiskException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            throw translate(e, directory.toString(), -1);
        }
    }

    @Override
    public DiskLock lock(String name) throws DiskException {
        try {
            FileChannel channel =
                    FileChannel.open(
                            directory.resolve(name),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
            return lock(channel);
        } catch (IOException e) {
            throw translate(e, name, -1);
        }
    }

    private DiskLock lock(FileChannel channel) throws IOException, DiskException {
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Falls through: held is held.
        }
        if (lock == null) {
            channel.close();
            throw failure(
                    DiskException.Kind.LOCKED, directory, "another server uses this directory");
        }
        return new NioLock(channel);
    }

    private static DiskException failure(DiskException.Kind kind, Path path, String text) {
        return new DiskException(kind, path.toString(), -1, text);
    }

    private static DiskException translate(IOException e, String name, long offset) {
        String message = e.getMessage();
        String text = e.getClass().getSimpleName() + (message == null ? "" : " (" + message + ")");
        DiskException failure = new DiskException(kindOf(e), name, offset, text);
        failure.initCause(e);
        return failure;
    }

    private static DiskException.Kind kindOf(IOException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return switch (e) {
            case NoSuchFileException _ -> DiskException.Kind.MISSING;
            case FileAlreadyExistsException _ -> DiskException.Kind.EXISTS;
            case AccessDeniedException _ -> DiskException.Kind.DENIED;
            default -> {
                if (message.contains("no space left") || message.contains("quota exceeded")) {
                    yield DiskException.Kind.FULL;
                }
                boolean denied =
                        message.contains("too many levels of symbolic links")
                                || message.contains("read-only file system")
                                || message.contains("is a directory");
                yield denied ? DiskException.Kind.DENIED : DiskException.Kind.IO;
            }
        };
    }

    /** The lock, held as long as its channel is open. */
    private static final class NioLock implements DiskLock {
        private final FileChannel channel;

        NioLock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            closeQuietly(channel);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // What had to be durable was synced before; closing adds nothing.
        }
    }

    /** A file behind a channel. */
    private static final class NioFile implements DiskFile {
        /** Bounds the direct buffer that the JDK keeps for each thread. */
        private static final int CHUNK_BYTES = 1 << 20;

        private final String name;
        private final FileChannel channel;

        NioFile(String name, FileChannel channel) {
            this.name = name;
            this.channel = channel;
        }

        @Override
        public int read(long at, byte[] into, int from, int length) throws DiskException {
            int done = 0;
            try {
                while (done < length) {
                    int chunk = Math.min(length - done, CHUNK_BYTES);
                    int n = channel.read(ByteBuffer.wrap(into, from + done, chunk), at + done);
                    if (n <= 0) {
                        break;
                    }
                    done += n;
                }
            } catch (IOException e) {
                throw translate(e, name, at + done);
            }
            return done;
        }

        @Override
        public void write(long at, byte[] source, int from, int length) throws DiskException {
            int done = 0;
            try {
                while (done < length) {
                    int chunk = Math.min(length - done, CHUNK_BYTES);
                    done += channel.write(ByteBuffer.wrap(source, from + done, chunk), at + done);
                }
            } catch (IOException e) {
                throw translate(e, name, at + done);
            }
        }

        @Override
        public void sync() throws DiskException {
            try {
                channel.force(false);
            } catch (IOException e) {
                throw translate(e, name, -1);
            }
        }

        @Override
        public void truncate(long sizeBytes) throws DiskException {
            try {
                channel.truncate(sizeBytes);
            } catch (IOException e) {
                throw translate(e, name, sizeBytes);
            }
        }

        @Override
        public long size() throws DiskException {
            try {
                return channel.size();
            } catch (IOException e) {
                throw translate(e, name, -1);
            }
        }

        @Override
        public void close() {
            closeQuietly(channel);
        }
    }
}
