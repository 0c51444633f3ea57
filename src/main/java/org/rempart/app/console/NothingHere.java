package org.rempart.app.console;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such thing, or it is not on the caller's sites. */
@ResponseStatus(HttpStatus.NOT_FOUND)
final class NothingHere extends RuntimeException {}
