/** What limits and statistics of quotas look like as text, and where they live. */
package org.muster.state.quota;
