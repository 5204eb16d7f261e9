package org.muster.cli.shell.command;

import java.time.Duration;
import java.util.List;
import org.muster.client.Credential;

/**
 * How the shell was started.
 *
 * @param hosts the servers, perhaps with a chroot
 * @param interactive whether somebody sits at it
 * @param yes whether every question is answered with yes
 * @param timeout the patience with servers
 * @param sessionTimeout what to ask the servers for
 * @param readOnly whether a server without a majority will do
 * @param credentials who to be
 */
public record Settings(
        String hosts,
        boolean interactive,
        boolean yes,
        Duration timeout,
        Duration sessionTimeout,
        boolean readOnly,
        List<Credential> credentials) {}
