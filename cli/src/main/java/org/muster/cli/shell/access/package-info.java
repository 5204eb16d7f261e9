/** Commands about who may do what, and how much of it: lists of access, identities, quotas. */
package org.muster.cli.shell.access;
