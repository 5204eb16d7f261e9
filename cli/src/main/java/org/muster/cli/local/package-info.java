/** A whole ensemble on one machine, to try things and to break them. */
package org.muster.cli.local;
