/** The one place where settings are read: files, options, system properties. */
package org.muster.server.config;
