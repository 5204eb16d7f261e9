/** The shell on a terminal: prompt, completion, history, colours. */
package org.muster.cli.shell.prompt;
