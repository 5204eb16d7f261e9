/** Which sessions live, which connection each belongs to, and when silence ends them. */
package org.muster.replica.session;
