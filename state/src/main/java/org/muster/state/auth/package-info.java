/** Who may do what: access lists, their expansion, and the schemes that make identities. */
package org.muster.state.auth;
