/** Reads over one state, and what the server has to sweep. */
package org.muster.state.query;
