package org.rempart.core.alert.source;

/** Where the fields of a record are. */
public record FieldMapping() {}
