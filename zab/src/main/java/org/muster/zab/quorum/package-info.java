/** Who suffices to decide. */
package org.muster.zab.quorum;
