/** One member's part in the consensus of its ensemble: who leads, what is logged, committed. */
package org.muster.zab;
