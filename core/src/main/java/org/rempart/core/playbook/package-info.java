/** The drawings, forms and words of playbooks and workflows, packed or overlaid from a folder. */
@NullMarked
package org.rempart.core.playbook;

import org.jspecify.annotations.NullMarked;
