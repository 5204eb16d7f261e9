/** What a command of the shell is, and what it is given to work with. */
package org.muster.cli.shell.command;
