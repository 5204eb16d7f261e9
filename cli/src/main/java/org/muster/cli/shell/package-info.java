/** The shell: its command line, its commands put together, and what runs them. */
package org.muster.cli.shell;
