package org.rempart.core.task;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task as lists show it.
 *
 * @param state OPEN, CLAIMED, COMPLETED or WITHDRAWN
 * @param processId the drawing it is a step of; {@code null} for repairs
 * @param elementId the step in that drawing
 * @param title what it is called, in the reader's language
 * @param context small values that the form shows
 * @param overdue whether it is open past its due time, by the database's clock
 */
public record TaskSummary(
    UUID id,
    UUID incidentId,
    long incidentNumber,
    String incidentTitle,
    TaskBoard.Kind kind,
    String state,
    String formId,
    @Nullable String processId,
    @Nullable String elementId,
    String title,
    Map<String, Object> context,
    @Nullable UUID responseId,
    List<String> groups,
    Instant createdAt,
    @Nullable Instant dueAt,
    boolean overdue,
    @Nullable String claimedBy,
    @Nullable Instant completedAt,
    @Nullable String completedBy) {}
