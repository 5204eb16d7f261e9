package org.muster.state.tree;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.muster.model.Bytes;
import org.muster.model.PersistedStat;
import org.muster.model.Property;
import org.muster.model.ZPath;
import org.muster.state.auth.AccessList;

/** Digests of single znodes, by known values and by the rule for changes of a Stat. */
class NodeDigestTest {
    private static int digest(String path, PersistedStat stat, byte[] data) {
        ZPath zpath = ZPath.of(path);
        FullZnode node =
                FullZnode.of(
                        NameAndData.of(
                                zpath, zpath.lastSlash() + 1, zpath.length(), Bytes.copyOf(data)),
                        AccessList.OPEN,
                        stat);
        return new NodeDigest().compute(zpath, zpath.length(), node);
    }

    private static PersistedStat stat(long pzxid, int creations, int aversion) {
        return new PersistedStat(0, 0, 0, 0, 0, creations, aversion, 0, pzxid);
    }

    @Test
    void knownNodesHaveTheirKnownDigests() {
        assertEquals(0x04128908, digest("", stat(0, 0, 0), new byte[0]));
        assertEquals(0x4db44d58, digest("/zookeeper", stat(0, 0, 0), new byte[0]));
        assertEquals(0x031578f2, digest("", stat(2, 1, 0), new byte[0]));
    }

    @Test
    void aChangeOfTheStatFollowsFromTheOldDigestAlone() {
        Property.holds(
                300,
                random -> {
                    byte[] data = new byte[random.nextInt(3) * random.nextInt(1500)];
                    random.nextBytes(data);
                    long pzxid = random.nextLong() >> random.nextInt(64);
                    long pzxidAfter = random.nextLong() >> random.nextInt(64);
                    int creations = random.nextInt() >> random.nextInt(32);
                    int creationsAfter = random.nextInt() >> random.nextInt(32);
                    int aversion = random.nextInt();
                    int before = digest("/a/b", stat(pzxid, creations, aversion), data);
                    int after =
                            digest("/a/b", stat(pzxidAfter, creationsAfter, aversion + 1), data);
                    assertEquals(
                            after,
                            before
                                    ^ NodeDigest.pzxidChange(pzxid, pzxidAfter)
                                    ^ NodeDigest.creationsChange(creations, creationsAfter)
                                    ^ NodeDigest.aversionChange(aversion, aversion + 1));
                });
    }
}
