/** The threads of the recipes. */
package org.muster.recipes.worker;
