/** What a member's logic tells of itself, without knowing who listens. */
package org.muster.replica.trace;
