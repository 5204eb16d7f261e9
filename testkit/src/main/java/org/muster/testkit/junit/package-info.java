/** The test kit as an extension of JUnit 5 and 6. */
package org.muster.testkit.junit;
