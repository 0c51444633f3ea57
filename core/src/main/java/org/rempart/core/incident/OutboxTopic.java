package org.rempart.core.incident;

/** What kinds of rows the outbox holds, and so which relay takes them. */
public final class OutboxTopic {

  /** A new incident wants its process. Key: incident id. */
  public static final String INCIDENT_OPENED = "incident-opened";

  /** An incident has new entities. Key: incident id. */
  public static final String INCIDENT_GROWN = "incident-grown";

  /** An incident has a verdict that ends its playbook. Key: incident id. */
  public static final String INCIDENT_VERDICT = "incident-verdict";

  /** A person asks for a response by hand. Key: incident id. */
  public static final String RESPONSE_ASKED = "response-asked";

  /** A response that waited for its product has an outcome. Key: response id. */
  public static final String ACTION_SETTLED = "action-settled";

  /** A person completed a task; its job is to be completed. Key: task id. */
  public static final String TASK_COMPLETED = "task-completed";

  /** A person decided what becomes of an engine incident. Key: the engine incident's key. */
  public static final String ENGINE_REPAIR = "engine-repair";

  /** An alert was rejected. Key: rejected alert's id. For Kafka. */
  public static final String ALERT_REJECTED = "alert-rejected";

  /** Something changed that outsiders may follow. Key: incident id. For Kafka, as CloudEvents. */
  public static final String EVENT = "event";

  private OutboxTopic() {}
}
