/**
 * The practice estate: stand-ins that keep state like the products and speak their published APIs,
 * for demonstration, drills and contract tests.
 */
@NullMarked
package org.rempart.practice;

import org.jspecify.annotations.NullMarked;
