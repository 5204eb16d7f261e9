/** Commands that wait for what happens. */
package org.muster.cli.shell.live;
