package org.muster.server.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.SessionId;
import org.muster.model.request.Op;
import org.muster.replica.front.ConnectionReport;
import org.muster.server.metrics.Office;

/** The answers to srvr, stat and cons, byte for byte as scrapers know them. */
final class StateTexts {
    private StateTexts() {}

    /** {@code srvr}. */
    static String srvr(ServerFigures figures) {
        return "Zookeeper version: " + figures.version() + "\n" + tail(figures);
    }

    /** {@code stat}; the {@code asker} is the connection that asks. */
    static String stat(ServerFigures figures, List<ConnectionReport> connections, String asker) {
        StringBuilder text = new StringBuilder();
        text.append("Zookeeper version: ").append(figures.version()).append("\nClients:\n");
        for (ConnectionReport connection : connections) {
            shortForm(text, connection, asker);
            text.append(")\n");
        }
        return text.append('\n').append(tail(figures)).toString();
    }

    /** {@code cons}. */
    static String cons(List<ConnectionReport> connections, String asker) {
        StringBuilder text = new StringBuilder();
        for (ConnectionReport connection : connections) {
            shortForm(text, connection, asker);
            if (!connection.session().equals(SessionId.NONE)) {
                longForm(text, connection);
            }
            text.append(")\n");
        }
        return text.append('\n').toString();
    }

    private static String tail(ServerFigures figures) {
        return "Latency min/avg/max: "
                + figures.fronts().latencyMinMs()
                + "/"
                + figures.averageLatency()
                + "/"
                + figures.fronts().latencyMaxMs()
                + "\nReceived: "
                + figures.received()
                + "\nSent: "
                + figures.sent()
                + "\nConnections: "
                + figures.fronts().connections()
                + "\nOutstanding: "
                + figures.fronts().outstanding()
                + "\nZxid: 0x"
                + Long.toHexString(figures.tree().zxid())
                + "\nMode: "
                + figures.role().mode()
                + "\nNode count: "
                + figures.tree().nodes()
                + "\n"
                + proposals(figures);
    }

    private static String proposals(ServerFigures figures) {
        Office.Sizes sizes = figures.proposals();
        return figures.role().mode().equals("leader")
                ? "Proposal sizes last/min/max: "
                        + sizes.last()
                        + "/"
                        + sizes.min()
                        + "/"
                        + sizes.max()
                        + "\n"
                : "";
    }

    /** The number in brackets is the selection interest of the reference: none while it answers. */
    private static void shortForm(StringBuilder text, ConnectionReport connection, String asker) {
        boolean asks = connection.remote().equals(asker);
        text.append(' ').append(connection.remote());
        text.append(asks ? "[0]" : "[1]");
        text.append("(queued=").append(connection.queued());
        text.append(",recved=").append(connection.received() + (asks ? 1 : 0));
        text.append(",sent=").append(connection.sent());
    }

    private static void longForm(StringBuilder text, ConnectionReport connection) {
        text.append(",sid=").append(connection.session());
        text.append(",lop=").append(shortName(connection.lastOp()));
        text.append(",est=").append(connection.establishedMs());
        text.append(",to=").append(connection.timeoutMs());
        if (connection.lastXid() >= 0) {
            text.append(",lcxid=0x").append(Integer.toHexString(connection.lastXid()));
        }
        text.append(",lzxid=0x").append(Long.toHexString(connection.lastZxid()));
        text.append(",lresp=").append(connection.lastReplyMs());
        ConnectionReport.Latency latency = connection.latency();
        text.append(",llat=").append(latency.lastMs());
        text.append(",minlat=").append(latency.minMs());
        text.append(",avglat=").append((long) latency.averageMs());
        text.append(",maxlat=").append(latency.maxMs());
    }

    private static String shortName(@Nullable Op op) {
        return switch (op) {
            case null -> "NA";
            case CREATE_SESSION -> "SESS";
            case PING -> "PING";
            case CLOSE_SESSION -> "CLOS";
            case CREATE, CREATE2, CREATE_CONTAINER, CREATE_TTL -> "CREA";
            case DELETE, DELETE_CONTAINER -> "DELE";
            case SET_DATA -> "SETD";
            case SET_ACL -> "SETA";
            case GET_ACL -> "GETA";
            case GET_DATA -> "GETD";
            case EXISTS -> "EXIS";
            case GET_CHILDREN, GET_CHILDREN2 -> "GETC";
            case GET_ALL_CHILDREN_NUMBER -> "GETACN";
            case GET_EPHEMERALS -> "GETE";
            case SYNC -> "SYNC";
            case MULTI -> "MULT";
            case MULTI_READ -> "MLTR";
            case CHECK -> "CHEC";
            case RECONFIG -> "RECO";
            case ADD_WATCH -> "ADDW";
            case SET_WATCHES -> "SETW";
            case SET_WATCHES2 -> "STW2";
            case CHECK_WATCHES -> "CHKW";
            case REMOVE_WATCHES -> "REMW";
            case WHO_AM_I -> "HOMI";
            case AUTH, SASL -> "NA";
        };
    }
}
