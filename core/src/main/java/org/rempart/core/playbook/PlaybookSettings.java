package org.rempart.core.playbook;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where a house keeps its own drawings.
 *
 * @param overlay folder laid out like the repository ({@code playbooks/…}, {@code workflows/…});
 *     its files take the place of packed files of the same name, its message bundles word by word;
 *     {@code null} for none
 */
@ConfigurationProperties("rempart.playbooks")
public record PlaybookSettings(@Nullable Path overlay) {}
