package org.muster.wire.peer;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.muster.model.ServerId;
import org.muster.model.peer.ElectionGreeting;
import org.muster.model.peer.HostPort;
import org.muster.wire.jute.ByteReader;
import org.muster.wire.jute.ByteWriter;
import org.muster.wire.jute.MalformedException;

/** The greeting on an election connection. The whole of it must leave in a single write. */
public final class GreetingCodec {
    private static final long ONE_ADDRESS = -65536;
    private static final long ADDRESS_LIST = -65535;
    private static final int MAX_PORT = 65535;

    /** The id of observers that have none: nobody can be called back by it. */
    private static final long ANONYMOUS = Long.MAX_VALUE;

    private GreetingCodec() {}

    /** The greeting that is {@code length} bytes of {@code source} from {@code offset} on. */
    public static ElectionGreeting read(byte[] source, int offset, int length)
            throws MalformedException {
        ByteReader in = new ByteReader(source, offset, length);
        long first = in.readLong();
        if (first >= 0) {
            return new ElectionGreeting(ElectionGreeting.Form.BARE, sid(first), List.of());
        }
        if (first != ONE_ADDRESS && first != ADDRESS_LIST) {
            throw MalformedException.illegal("greeting of version " + first);
        }
        ServerId sender = sid(in.readLong());
        String text = in.requireString();
        return first == ONE_ADDRESS
                ? new ElectionGreeting(
                        ElectionGreeting.Form.ONE_ADDRESS, sender, addresses(List.of(text)))
                : new ElectionGreeting(
                        ElectionGreeting.Form.ADDRESS_LIST, sender, addresses(pieces(text)));
    }

    /** Appends {@code greeting}. */
    public static void write(ByteWriter out, ElectionGreeting greeting) {
        switch (greeting.form()) {
            case BARE -> {
                out.writeLong(greeting.sender().value());
                return;
            }
            case ONE_ADDRESS -> out.writeLong(ONE_ADDRESS);
            case ADDRESS_LIST -> out.writeLong(ADDRESS_LIST);
        }
        out.writeLong(greeting.sender().value());
        out.writeString(
                greeting.addresses().stream()
                        .map(HostPort::toString)
                        .collect(Collectors.joining("|")));
    }

    private static ServerId sid(long value) throws MalformedException {
        if (value == ANONYMOUS) {
            throw MalformedException.illegal("greeting of an anonymous observer");
        }
        return new ServerId(value);
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int bar = text.indexOf('|'); bar >= 0; bar = text.indexOf('|', from)) {
            pieces.add(text.substring(from, bar));
            from = bar + 1;
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /** Those of {@code texts} that can be called; all must be addresses. */
    private static List<HostPort> addresses(List<String> texts) throws MalformedException {
        List<HostPort> addresses = new ArrayList<>();
        for (String text : texts) {
            HostPort address = address(text);
            if (!isWildcard(address.host())) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private static HostPort address(String text) throws MalformedException {
        boolean bracketed = text.startsWith("[");
        int bracket = text.indexOf(']');
        int colon = bracketed ? bracket + 1 : text.indexOf(':');
        boolean divided = colon > 0 && colon < text.length() && text.charAt(colon) == ':';
        if (!divided || text.indexOf(':', colon + 1) >= 0 || text.startsWith("[]")) {
            throw MalformedException.illegal("an address that is not host:port");
        }
        String host = bracketed ? text.substring(1, bracket) : text.substring(0, colon);
        return new HostPort(host, port(text.substring(colon + 1)));
    }

    private static int port(String digits) throws MalformedException {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw MalformedException.illegal("an address without a port");
    }

    private static boolean isWildcard(String host) {
        if (host.equals("0.0.0.0")) {
            return true;
        }
        return host.contains(":") && host.chars().allMatch(c -> c == ':' || c == '0');
    }
}
