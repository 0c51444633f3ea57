package org.rempart.app.api;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.rempart.core.alert.intake.UnknownSourceException;
import org.rempart.core.asset.InventoryFaultsException;
import org.rempart.core.guardrail.PolicyFaultsException;
import org.rempart.core.guardrail.PolicyNotTriedException;
import org.rempart.core.guardrail.UnknownPolicyException;
import org.rempart.core.incident.UnknownIncidentException;
import org.rempart.core.response.NotExtensibleException;
import org.rempart.core.response.NotReversibleException;
import org.rempart.core.response.PinConflictException;
import org.rempart.core.response.UnknownActionException;
import org.rempart.core.response.UnusableRequestException;
import org.rempart.core.task.InvalidFormException;
import org.rempart.core.task.TaskConflictException;
import org.rempart.core.task.UnknownTaskException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;

/** Answers every failure of the API as problem details (RFC 9457) in clear words. */
@ControllerAdvice
class Problems {

  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  /** SQLSTATEs of text that PostgreSQL can't keep, such as the character U+0000, also in JSON. */
  private static final Set<String> UNUSABLE_TEXT = Set.of("22021", "22P05");

  /** Pages of the console have error pages of their own. */
  @ExceptionHandler
  ResponseEntity<ProblemDetail> problem(Exception failure, HttpServletRequest request)
      throws Exception {
    if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/")
        || failure instanceof AuthenticationException) {
      throw failure;
    }
    var problem = of(failure);
    problem.setInstance(URI.create(request.getRequestURI()));
    return ResponseEntity.of(problem).build();
  }

  private static ProblemDetail of(Exception failure) {
    return switch (failure) {
      case UnknownIncidentException unknown -> plain(HttpStatus.NOT_FOUND, unknown);
      case UnknownSourceException unknown -> plain(HttpStatus.NOT_FOUND, unknown);
      case UnknownActionException unknown -> plain(HttpStatus.NOT_FOUND, unknown);
      case UnknownTaskException unknown -> plain(HttpStatus.NOT_FOUND, unknown);
      case AccessDeniedException denied -> plain(HttpStatus.FORBIDDEN, denied);
      case NotReversibleException done -> plain(HttpStatus.CONFLICT, done);
      case NotExtensibleException fixed -> plain(HttpStatus.CONFLICT, fixed);
      case PinConflictException held -> plain(HttpStatus.CONFLICT, held);
      case TaskConflictException conflict -> plain(HttpStatus.CONFLICT, conflict);
      case InvalidFormException form -> form(form);
      case InventoryFaultsException faults -> inventory(faults);
      case UnknownPolicyException unknown -> plain(HttpStatus.NOT_FOUND, unknown);
      case PolicyNotTriedException untried -> plain(HttpStatus.CONFLICT, untried);
      case PolicyFaultsException faults -> policy(faults);
      case UnusableRequestException request -> request(request);
      case BadParameterException bad -> parameter(bad.parameter(), bad.getMessage());
      case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
      case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
      case NoResourceFoundException nothing ->
          ProblemDetail.forStatusAndDetail(
              HttpStatus.NOT_FOUND, "There is nothing at this path; see /v3/api-docs.");
      case ErrorResponse known -> known.getBody();
      case DataAccessResourceFailureException away -> away(away);
      case CannotCreateTransactionException away -> away(away);
      case DataAccessException data -> data(data);
      default -> unexpected(failure);
    };
  }

  private static ProblemDetail plain(HttpStatus status, Exception failure) {
    return ProblemDetail.forStatusAndDetail(status, String.valueOf(failure.getMessage()));
  }

  private static ProblemDetail form(InvalidFormException form) {
    var problem = plain(HttpStatus.UNPROCESSABLE_CONTENT, form);
    problem.setProperty("fields", form.faults());
    return problem;
  }

  private static ProblemDetail inventory(InventoryFaultsException inventory) {
    var problem = plain(HttpStatus.UNPROCESSABLE_CONTENT, inventory);
    problem.setProperty("faults", inventory.faults());
    return problem;
  }

  private static ProblemDetail policy(PolicyFaultsException policy) {
    var problem =
        ProblemDetail.forStatusAndDetail(
            HttpStatus.UNPROCESSABLE_CONTENT, "The table can't decide about every target.");
    problem.setProperty("faults", policy.faults());
    return problem;
  }

  private static ProblemDetail request(UnusableRequestException request) {
    var conflict =
        switch (request.why()) {
          case CLOSED, KEY_REUSED -> true;
          case NOT_OFFERED, NO_TARGET, TOO_MANY, MISSING, NOT_NEEDED, BAD_TARGET -> false;
        };
    var problem = plain(conflict ? HttpStatus.CONFLICT : HttpStatus.UNPROCESSABLE_CONTENT, request);
    problem.setProperty("field", request.field());
    return problem;
  }

  private static ProblemDetail parameter(String name, String detail) {
    var problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail);
    problem.setProperty("field", name);
    return problem;
  }

  private static ProblemDetail mismatch(MethodArgumentTypeMismatchException mismatch) {
    var name = mismatch.getName();
    return parameter(
        name,
        "%s must be %s, but is \"%s\".".formatted(name, kindOf(mismatch), mismatch.getValue()));
  }

  private static String kindOf(MethodArgumentTypeMismatchException mismatch) {
    var type = mismatch.getRequiredType();
    if (type != null && type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(Object::toString)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return switch (type == null ? "" : type.getSimpleName()) {
      case "UUID" -> "a UUID such as 0190b5a2-7c1e-7d3a-9f0e-3b1c5a7d9e11";
      case "int", "Integer", "long", "Long" -> "a whole number";
      case "boolean", "Boolean" -> "true or false";
      case "Instant" -> "a time such as 2026-03-01T08:00:00Z";
      default -> "of another kind";
    };
  }

  private static ProblemDetail unreadable(HttpMessageNotReadableException unreadable) {
    var cause = unreadable.getCause();
    if (cause instanceof MismatchedInputException mismatch && !mismatch.getPath().isEmpty()) {
      var field = mismatch.getPath().getLast().getPropertyName();
      return parameter(
          field == null ? "" : field,
          "The field \"%s\" can't be read: %s".formatted(field, mismatch.getOriginalMessage()));
    }
    if (cause instanceof JacksonException json) {
      return ProblemDetail.forStatusAndDetail(
          HttpStatus.BAD_REQUEST, "The body is not readable JSON: " + json.getOriginalMessage());
    }
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.BAD_REQUEST, "The body is missing or can't be read.");
  }

  private static ProblemDetail data(DataAccessException data) {
    if (NestedExceptionUtils.getRootCause(data) instanceof SQLException sql
        && UNUSABLE_TEXT.contains(String.valueOf(sql.getSQLState()))) {
      return ProblemDetail.forStatusAndDetail(
          HttpStatus.BAD_REQUEST, "A text holds a character that can't be kept, such as U+0000.");
    }
    return unexpected(data);
  }

  private static ProblemDetail away(Exception away) {
    LOG.warn("The database is away: {}", away.getMessage());
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.SERVICE_UNAVAILABLE, "The database does not answer; try again in a moment.");
  }

  private static ProblemDetail unexpected(Exception failure) {
    LOG.error("A request failed unexpectedly.", failure);
    return ProblemDetail.forStatusAndDetail(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "Rempart has a fault here; its log holds the details under this time.");
  }
}
