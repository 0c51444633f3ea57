package org.rempart.app.console;

/** A controller of pages that stand in the {@link Frame}. */
interface Framed {}
