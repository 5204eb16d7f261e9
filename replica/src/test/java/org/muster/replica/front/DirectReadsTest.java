package org.muster.replica.front;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.muster.model.Acl;
import org.muster.model.Bytes;
import org.muster.model.Id;
import org.muster.model.Perms;
import org.muster.model.Property;
import org.muster.model.SessionId;
import org.muster.model.ZPath;
import org.muster.model.request.Op;
import org.muster.model.request.ReadRequest;
import org.muster.model.request.Response;
import org.muster.model.request.WriteRequest;
import org.muster.replica.Frames;
import org.muster.replica.Rig;
import org.muster.state.State;
import org.muster.state.auth.AclRules;
import org.muster.state.auth.AuthRules;
import org.muster.state.query.Query;
import org.muster.wire.client.ReplyWriter;
import org.muster.wire.jute.ByteWriter;

/** What is written without a value in between is what the value would have become. */
final class DirectReadsTest {
    private static final String[] PATHS = {
        "/a", "/a/b", "/a/b/c", "/d", "/a\0", "", "/", "/zookeeper"
    };
    private static final List<Acl> HIDDEN = List.of(new Acl(Perms.ALL & ~Perms.READ, Id.ANYONE));

    @Test
    void equalTheQueriesTheyStandFor() {
        Property.holds(60, DirectReadsTest::compare);
    }

    private static void compare(RandomGenerator random) {
        Rig rig = new Rig();
        Rig.Session client = rig.connect().handshake(30_000);
        Query query = new Query(new AclRules(AuthRules.DEFAULT));
        for (int step = 0; step < 60; step++) {
            rig.wallMs += random.nextInt(1000);
            client.send(Frames.of(step, change(random)));
            client.take();
            State state = rig.core.committed();
            ZPath path = ZPath.of(PATHS[random.nextInt(PATHS.length)]);
            ReadRequest read =
                    switch (random.nextInt(4)) {
                        case 0 -> new ReadRequest.GetData(path, false);
                        case 1 -> new ReadRequest.Exists(path, false);
                        case 2 -> new ReadRequest.GetChildren(Op.GET_CHILDREN, path, false);
                        default -> new ReadRequest.GetChildren(Op.GET_CHILDREN2, path, false);
                    };
            client.send(Frames.of(step, read));
            Response expected =
                    query.answer(state, read, SessionId.NONE, List.of(new Id("ip", "127.0.0.1")));
            ByteWriter out = new ByteWriter();
            ReplyWriter.reply(out, step, state.lastZxid().value(), read.op(), expected);
            assertEquals(
                    List.of(HexFormat.of().formatHex(out.toArray())), client.take(), "" + read);
        }
    }

    private static WriteRequest change(RandomGenerator random) {
        ZPath path = ZPath.of(PATHS[random.nextInt(PATHS.length)]);
        Bytes data =
                switch (random.nextInt(3)) {
                    case 0 -> null;
                    case 1 -> Bytes.EMPTY;
                    default -> Bytes.utf8("x".repeat(random.nextInt(600)));
                };
        List<Acl> acl = random.nextInt(5) == 0 ? HIDDEN : Acl.OPEN;
        return switch (random.nextInt(6)) {
            case 0, 1 -> new WriteRequest.Create(Op.CREATE, path, data, acl, random.nextInt(2), -1);
            case 2 -> new WriteRequest.Create(Op.CREATE_TTL, path, data, acl, 5, 1000);
            case 3 -> new WriteRequest.SetAcl(path, acl, -1);
            case 4 -> new WriteRequest.Delete(path, -1);
            default -> new WriteRequest.SetData(path, data, -1);
        };
    }
}
