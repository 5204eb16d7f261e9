import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.muster.client.CreateSpec;
import org.muster.client.MusterClient;
import org.muster.model.Bytes;
import org.muster.testkit.TestEnsemble;
import org.muster.testkit.junit.MusterExtension;

/** As a user would write it; it is compiled and run with JUnit 5 on Java 17. */
@ExtendWith(MusterExtension.class)
class SampleTest {
    @RegisterExtension
    static final MusterExtension THREE = MusterExtension.ensemble(3);

    @Test
    void oneServer(TestEnsemble servers) throws Exception {
        try (MusterClient client = MusterClient.builder(servers.connectString()).build()) {
            client.blocking().create("/a", Bytes.utf8("1"), CreateSpec.persistent());
            assertEquals(Bytes.utf8("1"), client.blocking().get("/a").data());
        }
    }

    @Test
    void threeServers() throws Exception {
        String one = THREE.servers().followers().get(0).connectString();
        try (MusterClient client = MusterClient.builder(one).build()) {
            THREE.servers().leader().stop();
            client.blocking().create("/b", Bytes.utf8("2"), CreateSpec.persistent());
        }
        assertEquals("17", System.getProperty("java.specification.version"));
    }
}
