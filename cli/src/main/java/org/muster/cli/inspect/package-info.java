/** Shows what is in a log or a snapshot, as text or as JSON lines, and what is wrong with it. */
package org.muster.cli.inspect;
