/** The nouns that every other module speaks: identifiers, paths, stats, permissions, limits. */
package org.muster.model;
