package org.muster.cli.inspect;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.muster.model.TreeDigest;
import org.muster.model.ZPath;
import org.muster.model.txn.LoggedTxn;
import org.muster.model.txn.Txn;
import org.muster.storage.log.Frame;
import org.muster.wire.txn.Trailer;

/** A transaction as fields. */
final class TxnFields {
    private TxnFields() {}

    /** The record of {@code frame}. */
    static Fields of(Frame.Good frame) {
        LoggedTxn logged = frame.content().txn();
        Fields fields =
                Fields.of("record")
                        .put("offset", frame.offset())
                        .putHex("zxid", logged.header().zxid().value())
                        .put("time", Instant.ofEpochMilli(logged.header().timeMs()).toString())
                        .putHex("session", logged.header().session().value())
                        .put("cxid", logged.header().cxid());
        put(fields, logged.txn());
        TreeDigest digest = logged.digest();
        if (digest != null) {
            fields.putHex("digest", digest.value());
        }
        Trailer trailer = frame.content().trailer();
        if (trailer != null) {
            fields.putHex("previous", trailer.previousZxid());
            fields.putHex("durable", trailer.durableZxid());
        }
        return fields;
    }

    private static void put(Fields to, Txn txn) {
        switch (txn) {
            case Txn.Create create -> putCreate(to, create);
            case Txn.Delete(ZPath path) -> to.put("type", "delete").put("path", path.toString());
            case Txn.DeleteContainer(ZPath path) ->
                    to.put("type", "deleteContainer").put("path", path.toString());
            case Txn.SetData(ZPath path, var data, int version) ->
                    to.put("type", "setData")
                            .put("path", path.toString())
                            .put("data", data)
                            .put("version", version);
            case Txn.Reconfig(ZPath path, var data, int version) ->
                    to.put("type", "reconfig")
                            .put("path", path.toString())
                            .put("data", data)
                            .put("version", version);
            case Txn.SetAcl(ZPath path, var acl, int version) ->
                    to.put("type", "setACL")
                            .put("path", path.toString())
                            .putAcl("acl", acl)
                            .put("aversion", version);
            case Txn.CreateSession(int timeoutMs) ->
                    to.put("type", "createSession").put("timeoutMs", timeoutMs);
            case Txn.CloseSession(var ephemerals) ->
                    to.put("type", "closeSession").put("ephemerals", texts(ephemerals));
            case Txn.Check(ZPath path, int version) ->
                    to.put("type", "check").put("path", path.toString()).put("version", version);
            case Txn.Refused(int code) -> to.put("type", "error").put("code", code);
            case Txn.Multi(var parts) -> to.put("type", "multi").put("parts", parts(parts));
        }
    }

    private static void putCreate(Fields to, Txn.Create create) {
        String type =
                switch (create.kind()) {
                    case CREATE -> "create";
                    case CREATE2 -> "create2";
                    case CONTAINER -> "createContainer";
                    case TTL -> "createTTL";
                };
        to.put("type", type)
                .put("path", create.path().toString())
                .put("data", create.data())
                .putAcl("acl", create.acl())
                .put("ephemeral", create.ephemeral())
                .put("parentCversion", create.parentCversion());
        if (create.kind() == Txn.CreateKind.TTL) {
            to.put("ttlMs", create.ttlMs());
        }
    }

    private static List<Fields> parts(List<Txn> txns) {
        List<Fields> parts = new ArrayList<>();
        for (Txn txn : txns) {
            Fields part = new Fields();
            put(part, txn);
            parts.add(part);
        }
        return parts;
    }

    private static @Nullable List<String> texts(@Nullable List<ZPath> paths) {
        return paths == null ? null : paths.stream().map(ZPath::toString).toList();
    }
}
