/**
 * The only threads: they give core, fronts and storage their turns and carry out what these ask.
 */
package org.muster.server.loop;
