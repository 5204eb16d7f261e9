/** The replicated state: one immutable root, how it is changed, built and exported. */
package org.muster.state;
