package org.muster.client.machine;

/** Somebody who does something only while the session is certainly alive. */
public interface LeaseHolder {
    /** From now on it is held. */
    void held();

    /** It is over, for good; also if it was never held. */
    void lost(String why);
}
