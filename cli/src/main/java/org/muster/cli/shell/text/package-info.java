/** What the shell reads and writes as text: words, figures, lists of access, JSON, tables. */
package org.muster.cli.shell.text;
