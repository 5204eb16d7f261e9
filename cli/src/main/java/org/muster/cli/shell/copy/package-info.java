/** Commands that carry subtrees: to files and back, from place to place, and compare them. */
package org.muster.cli.shell.copy;
