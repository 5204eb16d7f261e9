package org.muster.cli.inspect;

import java.util.HashSet;
import java.util.Set;
import org.muster.model.PersistedStat;
import org.muster.model.TreeDigest;
import org.muster.model.ZPath;
import org.muster.model.Zxid;
import org.muster.model.snapshot.SnapshotRecord;
import org.muster.storage.disk.Disk;
import org.muster.storage.disk.DiskException;
import org.muster.storage.name.Compression;
import org.muster.storage.name.SnapshotName;
import org.muster.storage.snapshot.DamagedSnapshotException;
import org.muster.storage.snapshot.SnapshotReader;
import org.muster.storage.snapshot.SnapshotSink;
import org.muster.storage.snapshot.SnapshotSummary;
import org.muster.storage.snapshot.UnfitRecordException;

/** Goes through one snapshot and checks seals, parents and ACL numbers on the way. */
final class SnapshotInspection implements SnapshotSink {
    private final Report report;
    private final Set<ZPath> paths = new HashSet<>();
    private final Set<Long> acls = new HashSet<>();
    private long unknownAcls;

    private SnapshotInspection(Report report) {
        this.report = report;
        acls.add(SnapshotRecord.OPEN_ACL);
    }

    /** Reports all of the file {@code file}; whether it is without damage. */
    static boolean run(Disk disk, String file, Report report) throws DiskException {
        report.line(Fields.of("snapshot").put("file", file));
        SnapshotInspection inspection = new SnapshotInspection(report);
        try {
            inspection.summarize(SnapshotReader.read(disk, file, nameOf(file), inspection));
            return true;
        } catch (DamagedSnapshotException e) {
            report.line(
                    Fields.of("damage")
                            .put("offset", e.offset())
                            .put("reason", e.getMessage())
                            .put("follows", "nothing that can be believed, nor what was shown"));
            return false;
        }
    }

    /** The packing follows from the name's end, as for the reference. */
    private static SnapshotName nameOf(String file) {
        Compression packing = Compression.NONE;
        for (Compression each : Compression.values()) {
            if (each != Compression.NONE && file.endsWith(each.suffix())) {
                packing = each;
            }
        }
        Compression found = packing;
        return SnapshotName.parse(file).orElseGet(() -> new SnapshotName(Zxid.ZERO, found));
    }

    @Override
    public void accept(SnapshotRecord record) throws UnfitRecordException {
        switch (record) {
            case SnapshotRecord.Session(var id, int timeoutMs) ->
                    report.line(
                            Fields.of("session")
                                    .putHex("id", id.value())
                                    .put("timeoutMs", timeoutMs));
            case SnapshotRecord.AclEntry(long id, var acl) -> {
                acls.add(id);
                report.line(Fields.of("acl").put("id", id).putAcl("acl", acl));
            }
            case SnapshotRecord.Node node -> acceptNode(node);
        }
    }

    private void acceptNode(SnapshotRecord.Node node) throws UnfitRecordException {
        ZPath path = node.path();
        if (!paths.add(path)) {
            throw new UnfitRecordException("the node " + path + " comes twice");
        }
        if (path.length() > 0) {
            ZPath parent = path.lastSlash() <= 0 ? ZPath.EMPTY : path.parent();
            if (!paths.contains(parent)) {
                throw new UnfitRecordException("the node " + path + " comes before its parent");
            }
        }
        if (!acls.contains(node.aclId())) {
            unknownAcls++;
        }
        PersistedStat stat = node.stat();
        report.line(
                Fields.of("node")
                        .put("path", path.length() == 0 ? "/" : path.toString())
                        .put("data", node.data())
                        .put("acl", node.aclId())
                        .putHex("czxid", stat.czxid())
                        .putHex("mzxid", stat.mzxid())
                        .putHex("pzxid", stat.pzxid())
                        .put("ctime", stat.ctimeMs())
                        .put("mtime", stat.mtimeMs())
                        .put("version", stat.version())
                        .put("cversion", stat.cversion())
                        .put("aversion", stat.aversion())
                        .putHex("ephemeralOwner", stat.ephemeralOwner()));
    }

    private void summarize(SnapshotSummary summary) {
        Fields line =
                Fields.of("summary")
                        .put("sessions", summary.counts().sessions())
                        .put("acls", summary.counts().acls())
                        .put("nodes", summary.counts().nodes())
                        .put("contentBytes", summary.counts().contentBytes());
        TreeDigest digest = summary.digest();
        if (digest != null) {
            line.putHex("digest", digest.value()).putHex("digestAt", summary.digestAt().value());
        }
        summary.lastProcessed().ifPresent(zxid -> line.putHex("lastProcessed", zxid));
        if (unknownAcls > 0) {
            line.put("nodesWithUnknownAcl", unknownAcls);
        }
        report.line(line);
    }
}
