package org.muster.client.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.muster.model.Bytes;
import org.muster.model.ErrorCode;
import org.muster.model.Now;
import org.muster.model.SessionId;
import org.muster.model.Stat;
import org.muster.model.WatchEvent;
import org.muster.model.ZPath;
import org.muster.model.peer.HostPort;
import org.muster.model.request.Op;
import org.muster.model.request.Request;
import org.muster.model.request.Response;
import org.muster.wire.client.ConnectRequest;
import org.muster.wire.client.ConnectResponse;
import org.muster.wire.client.ReplyWriter;
import org.muster.wire.client.RequestReader;
import org.muster.wire.client.Xids;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** A machine with the test as its server, its clock and its network. */
final class Stage implements Effects {
    static final int TIMEOUT_MS = 9_000;
    static final ZPath PATH = ZPath.of("/a");

    /** A request as it came over the wire. */
    record Asked(int xid, Request request) {}

    /** What became of a call. */
    static final class Ending implements Reply {
        Response response;
        long zxid;
        boolean resolved;
        Failure failure;
        boolean wanted = true;

        @Override
        public boolean isWanted() {
            return wanted;
        }

        @Override
        public void answered(Response answer, long at, boolean afterwards) {
            assertTrue(isOpen(), "a second end");
            response = answer;
            zxid = at;
            resolved = afterwards;
        }

        @Override
        public void failed(Failure why) {
            assertTrue(isOpen(), "a second end");
            failure = why;
        }

        boolean isOpen() {
            return response == null && failure == null;
        }
    }

    final SessionMachine machine;
    final List<String> told = new ArrayList<>();
    final List<HostPort> resolving = new ArrayList<>();
    final List<Endpoint> opened = new ArrayList<>();
    LeaseDeadline lease = LeaseDeadline.NEVER_HELD;
    Now now = new Now(1_000_000_000L, 1_700_000_000_000L);
    private final ArrayDeque<byte[]> frames = new ArrayDeque<>();
    private FrameCutter sent = new FrameCutter(1 << 24);
    private long link;
    private SessionId session = new SessionId(0x1234);

    Stage() {
        this(settings(), "one");
    }

    Stage(Settings settings, String... hosts) {
        List<HostPort> list = new ArrayList<>();
        for (String host : hosts) {
            list.add(new HostPort(host, 2181));
        }
        machine = new SessionMachine(list, settings, new SplittableRandom(7), this);
    }

    static Settings settings() {
        Settings d = Settings.DEFAULTS;
        return new Settings(
                TIMEOUT_MS,
                false,
                true,
                50,
                1 << 20,
                1 << 20,
                4,
                100,
                true,
                d.assumedSyncLimitMs());
    }

    /** Lets time pass, waking the machine whenever it wants. */
    void pass(long ms) {
        long endNs = now.monotonicNs() + ms * 1_000_000L;
        machine.turn(now);
        while (machine.wakeNs() <= endNs) {
            at(Math.max(now.monotonicNs(), machine.wakeNs()));
            long before = machine.wakeNs();
            machine.turn(now);
            assertTrue(machine.wakeNs() != before || before > now.monotonicNs(), "it spins");
        }
        at(endNs);
        machine.turn(now);
    }

    private void at(long monotonicNs) {
        long ms = (monotonicNs - now.monotonicNs()) / 1_000_000L;
        now = new Now(monotonicNs, now.wallMs() + ms);
    }

    /** Lets the machine find and reach its server; the greeting that it sends. */
    ConnectRequest reach() throws MalformedException {
        int before = opened.size();
        for (int i = 0; i < 100 && opened.size() == before; i++) {
            pass(50);
            if (!resolving.isEmpty()) {
                HostPort host = resolving.remove(0);
                machine.resolved(now, host, List.of("10.0.0.1"));
            }
        }
        assertEquals(before + 1, opened.size(), "no connection was opened");
        machine.connected(link);
        machine.turn(now);
        byte[] frame = frames.poll();
        assertNotNull(frame, "no greeting");
        return ConnectRequest.read(new ByteReader(frame));
    }

    /** The same, accepted. */
    Stage attach() throws MalformedException {
        reach();
        accept(session);
        return this;
    }

    /** Accepts with another session from now on. */
    void accept(SessionId as) {
        accept(as, false);
    }

    void accept(SessionId as, boolean readOnly) {
        session = as;
        ByteWriter out = new ByteWriter();
        Bytes password = Bytes.owning(new byte[16]);
        new ConnectResponse(TIMEOUT_MS, as, password, readOnly).write(out, true);
        bring(out);
    }

    void refuseSession() {
        ByteWriter out = new ByteWriter();
        ConnectResponse.REFUSED.write(out, true);
        bring(out);
    }

    /** Drops the connection from outside. */
    void cut() {
        frames.clear();
        machine.disconnected(now, link, "cut");
        machine.turn(now);
    }

    Ending call(Request request, Proof proof) {
        return call(request, new Manner(null, null, proof, now.monotonicNs() + 15_000_000_000L));
    }

    Ending call(Request request, Manner manner) {
        Ending ending = new Ending();
        machine.submit(now, new Call(request, manner, ending));
        machine.turn(now);
        return ending;
    }

    /** The next request that reached the server. */
    Asked asked() throws MalformedException {
        byte[] frame = frames.poll();
        assertNotNull(frame, "nothing was asked");
        ByteReader in = new ByteReader(frame);
        int xid = in.readInt();
        return new Asked(xid, RequestReader.read(in.readInt(), in));
    }

    <T extends Request> Asked asked(Class<T> type) throws MalformedException {
        Asked asked = asked();
        assertInstanceOf(type, asked.request());
        return asked;
    }

    boolean isSilent() {
        return frames.isEmpty();
    }

    void answer(Asked asked, long zxid, Response response) {
        ByteWriter out = new ByteWriter();
        ReplyWriter.reply(out, asked.xid(), zxid, asked.request().op(), response);
        bring(out);
    }

    void refuse(Asked asked, long zxid, ErrorCode code) {
        answer(asked, zxid, new Response.Refused(code));
    }

    void pong() {
        ByteWriter out = new ByteWriter();
        ReplyWriter.headerOnly(out, Xids.PING, 0, ErrorCode.OK);
        bring(out);
    }

    void event(long zxid, WatchEvent.Type type, ZPath path) {
        ByteWriter out = new ByteWriter();
        ReplyWriter.event(out, zxid, new WatchEvent(type, path));
        bring(out);
    }

    /** Brings bytes one by one: the machine must not care how they are cut. */
    private void bring(ByteWriter out) {
        byte[] bytes = out.toArray();
        for (int i = 0; i < bytes.length; i++) {
            machine.received(now, link, bytes, i, 1);
        }
        machine.turn(now);
    }

    static Stat stat(long czxid, long mzxid, int version, long owner) {
        return new Stat(czxid, mzxid, 0, 0, version, 0, 0, owner, 0, 0, czxid);
    }

    static Response data(String text, Stat stat) {
        return new Response.DataAndStat(Bytes.utf8(text), stat);
    }

    @Override
    public void resolve(HostPort host) {
        resolving.add(host);
    }

    @Override
    public void open(long id, Endpoint endpoint) {
        link = id;
        opened.add(endpoint);
        sent = new FrameCutter(1 << 24);
    }

    @Override
    public void send(long id, byte[] bytes, int length) {
        assertEquals(link, id);
        sent.add(bytes, 0, length);
        ByteReader frame = new ByteReader(bytes, 0, 0);
        try {
            while (sent.next(frame)) {
                byte[] whole = new byte[frame.remaining()];
                frame.readRaw(whole.length).copyTo(whole, 0);
                if (isPing(whole)) {
                    pings++;
                } else {
                    frames.add(whole);
                }
            }
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    int pings;

    private static boolean isPing(byte[] frame) throws MalformedException {
        ByteReader in = new ByteReader(frame);
        return in.readInt() == Xids.PING && in.readInt() == Op.PING.code();
    }

    @Override
    public void shut(long id) {
        told.add("shut");
    }

    @Override
    public void connecting(int attempt) {
        told.add("connecting " + attempt);
    }

    @Override
    public void attached(Attachment attachment) {
        told.add("attached " + attachment.epoch());
    }

    @Override
    public void suspended(String cause) {
        told.add("suspended");
    }

    @Override
    public void lost(int epoch, String cause) {
        told.add("lost " + epoch);
    }

    @Override
    public void authFailed(String why) {
        told.add("authFailed");
    }

    @Override
    public void closed(String why) {
        told.add("closed");
    }

    @Override
    public void leaseUntil(LeaseDeadline deadline) {
        lease = deadline;
    }
}
