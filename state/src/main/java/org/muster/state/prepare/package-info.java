/** Requests become transactions: checked against the state that all earlier ones lead to. */
package org.muster.state.prepare;
