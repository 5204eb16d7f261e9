/** Transactions turn one state into the next. */
package org.muster.state.apply;
