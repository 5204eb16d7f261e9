package org.muster.client;

import java.util.ArrayList;
import java.util.List;
import org.muster.model.Bytes;
import org.muster.model.request.WriteRequest;

/** Several operations as one: all or none is applied. Not to be changed once it was handed over. */
public final class Txn {
    /** One operation, in the program's paths. */
    private interface Part {
        WriteRequest under(Chroot chroot);
    }

    private final List<Part> parts = new ArrayList<>();
    private final List<String> paths = new ArrayList<>();

    /** A transaction without operations, to which some are added. */
    public Txn() {}

    /** Demands that a node is there, of the version expected. */
    public Txn check(String path, Expect expect) {
        return add(path, chroot -> new WriteRequest.Check(chroot.toServer(path), expect.version()));
    }

    /**
     * Creates a node. Missing parents are not created, whatever {@code spec} says; a unique prefix
     * is added to the name if it says so.
     */
    public Txn create(String path, Bytes data, CreateSpec spec) {
        String name = Creation.uniqueName(path, spec);
        return add(name, chroot -> Creation.request(chroot, name, data, spec));
    }

    /** Sets data, if the node is of the version expected. */
    public Txn set(String path, Bytes data, Expect expect) {
        return add(
                path,
                chroot -> new WriteRequest.SetData(chroot.toServer(path), data, expect.version()));
    }

    /** Deletes a node, if it is of the version expected. */
    public Txn delete(String path, Expect expect) {
        return add(
                path, chroot -> new WriteRequest.Delete(chroot.toServer(path), expect.version()));
    }

    private Txn add(String path, Part part) {
        paths.add(path);
        parts.add(part);
        return this;
    }

    /** How many operations there are. */
    public int size() {
        return parts.size();
    }

    WriteRequest.Multi request(Chroot chroot) {
        List<WriteRequest> requests = new ArrayList<>();
        parts.forEach(part -> requests.add(part.under(chroot)));
        return new WriteRequest.Multi(requests);
    }

    String path(int index) {
        return paths.get(index);
    }
}
