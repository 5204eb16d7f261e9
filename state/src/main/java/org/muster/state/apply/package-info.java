/** Transactions turn a state into the next, by rules that bear repetition. */
package org.muster.state.apply;
