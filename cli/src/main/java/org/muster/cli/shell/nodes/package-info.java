/** Commands about znodes. */
package org.muster.cli.shell.nodes;
