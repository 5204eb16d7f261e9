package org.muster.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.muster.model.ZPath;
import org.muster.model.peer.HostPort;

/** Lists of hosts, and paths below the one a list may end with. */
final class HostListTest {
    @Test
    void hostsPortsAndAPathAreTold() {
        HostList list = HostList.parse("a,b:7, [::1]:8,[fe80::2],10.0.0.1:9/app/x");
        assertEquals(
                List.of(
                        new HostPort("a", 2181),
                        new HostPort("b", 7),
                        new HostPort("::1", 8),
                        new HostPort("fe80::2", 2181),
                        new HostPort("10.0.0.1", 9)),
                list.hosts());
        assertEquals("/app/x", list.chroot());
        assertEquals("/", HostList.parse("a").chroot());
    }

    @Test
    void whatIsNoListIsRefused() {
        for (String text : List.of("", "a,,b", "a:x", "a:99999", "/app", "[::1]x", ":1")) {
            assertThrows(UsageException.class, () -> HostList.parse(text), text);
        }
    }

    @Test
    void aPrefixIsPutBeforeAndTakenAwayOnce() {
        Chroot chroot = Chroot.NONE.at("/zoo");
        for (String path : List.of("/", "/a", "/zoo", "/zoo/a", "/zookeeperx")) {
            ZPath there = chroot.toServer(path);
            assertEquals(path.equals("/") ? "/zoo" : "/zoo" + path, there.toString());
            assertEquals(path, chroot.toClient(there));
        }
        assertEquals("/zoo/", chroot.toServerStem("/").toString());
        assertEquals("/zoo/a/b", chroot.at("/a").toServer("/b").toString());
    }

    @Test
    void theSystemsOwnPathsHaveNoPrefix() {
        Chroot chroot = Chroot.NONE.at("/app");
        assertEquals("/zookeeper/config", chroot.toServer("/zookeeper/config").toString());
        assertEquals("/zookeeper/config", chroot.toClient(ZPath.of("/zookeeper/config")));
        assertEquals("/a", Chroot.NONE.toClient(ZPath.of("/a")));
    }
}
