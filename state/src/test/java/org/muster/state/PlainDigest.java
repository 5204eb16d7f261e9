package org.muster.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/** The digest of the {@link PlainModel}. */
final class PlainDigest {
    private PlainDigest() {}

    /** The digest by its definition. */
    static long of(Map<String, PlainNode> nodes) {
        long sum = 0;
        for (Map.Entry<String, PlainNode> entry : nodes.entrySet()) {
            String path = entry.getKey().equals("/") ? "" : entry.getKey();
            if (path.startsWith("/zookeeper/")) {
                continue;
            }
            PlainNode n = entry.getValue();
            CRC32 crc = new CRC32();
            crc.update(path.getBytes(StandardCharsets.UTF_8));
            if (n.data != null) {
                crc.update(n.data);
            }
            ByteBuffer stat = ByteBuffer.allocate(60);
            stat.putLong(n.czxid).putLong(n.mzxid).putLong(n.pzxid);
            stat.putLong(n.ctime).putLong(n.mtime);
            stat.putInt(n.version).putInt(n.creations).putInt(n.aversion).putLong(n.owner);
            crc.update(stat.array());
            sum += crc.getValue();
        }
        return sum;
    }
}
