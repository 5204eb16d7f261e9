/** Commands about the ensemble, the session and the shell itself. */
package org.muster.cli.shell.about;
