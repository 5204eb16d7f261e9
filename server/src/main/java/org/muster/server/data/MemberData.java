package org.muster.server.data;

import org.muster.model.Epoch;
import org.muster.model.Zxid;
import org.muster.model.peer.Incarnation;
import org.muster.storage.member.MemberStart;
import org.muster.storage.member.Standing;
import org.muster.storage.meta.EpochKeeper;
import org.muster.storage.meta.Epochs;
import org.muster.zab.ZabStart;

/**
 * What a member of an ensemble keeps beside its history.
 *
 * @param start what its consensus begins with
 * @param epochs makes its promises durable
 * @param incarnation how often it has lost its disk
 */
public record MemberData(ZabStart start, EpochKeeper epochs, Incarnation incarnation) {

    /** What recovery and settling found. */
    static MemberData of(Standing standing, MemberStart settled, long incarnation) {
        Epochs epochs = settled.epochs().epochs();
        Zxid last = settled.last();
        ZabStart start =
                new ZabStart(
                        new Epoch(epochs.accepted()),
                        new Epoch(epochs.current()),
                        last,
                        last,
                        switch (standing) {
                            case Standing.Intact _ -> ZabStart.Standing.INTACT;
                            case Standing.Suspect _ -> ZabStart.Standing.SUSPECT;
                            case Standing.Empty _ -> ZabStart.Standing.EMPTY;
                            case Standing.Amnesiac _ -> ZabStart.Standing.AMNESIAC;
                        });
        return new MemberData(start, settled.epochs(), new Incarnation(incarnation));
    }

    /** Why a member of this standing may only learn, for the log; empty if it may vote. */
    static String doubt(Standing standing) {
        return switch (standing) {
            case Standing.Intact _ -> "";
            case Standing.Suspect suspect ->
                    "this member may lack what it acknowledged and only learns until a leader has"
                            + " brought it up to date: "
                            + suspect.reason();
            case Standing.Empty _ ->
                    "the data directory is empty, and nothing here tells whether that is a loss:"
                            + " this member votes once every voter is here and empty too, or when"
                            + " those that are not have admitted it; to let it vote at once, stop"
                            + " it, create an empty file 'initialize' in its data directory, and"
                            + " start it again";
            case Standing.Amnesiac amnesiac ->
                    "this member may have forgotten what it promised and only learns until it is"
                            + " admitted again: "
                            + amnesiac.reason()
                            + "; if the other voters are whole, or all are new: stop it, leave"
                            + " nothing but myid and an empty file 'initialize' in its data"
                            + " directory, and start it again";
        };
    }
}
