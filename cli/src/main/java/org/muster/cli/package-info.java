/** The command line of Muster: one program, one subcommand a task. */
package org.muster.cli;
