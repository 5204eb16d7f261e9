/** The replicated state machine: one immutable root. */
package org.muster.state;
