/** Agents of HarfangLab EDR. */
@NullMarked
package org.rempart.practice.harfanglab;

import org.jspecify.annotations.NullMarked;
