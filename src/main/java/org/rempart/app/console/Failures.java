package org.rempart.app.console;

import org.rempart.core.incident.UnknownIncidentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;

/** The pages for what can't be shown. */
@ControllerAdvice(assignableTypes = Framed.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class Failures {

  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  @ExceptionHandler({
    UnknownIncidentException.class,
    NothingHere.class,
    MethodArgumentTypeMismatchException.class
  })
  @ResponseStatus(HttpStatus.NOT_FOUND)
  ModelAndView nothing() {
    return new ModelAndView("error").addObject("status", 404);
  }

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    CannotCreateTransactionException.class
  })
  @ResponseStatus(HttpStatus.SERVICE_UNAVAILABLE)
  ModelAndView away(Exception away) {
    LOG.warn("The database is away: {}", away.getMessage());
    return new ModelAndView("error").addObject("status", 503);
  }
}
