package org.rempart.connector.declared;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Makes one {@link SignIn} of the ways that declarations know. */
final class SignInCompiler {

  private final StepCompiler steps;

  SignInCompiler(StepCompiler steps) {
    this.steps = steps;
  }

  SignIn signIn(Field field, Scope scope) {
    return switch (field.at("kind").text("none")) {
      case "basic" -> fixed(Map.of("Authorization", basic(field, scope)));
      case "bearer" -> fixed(Map.of("Authorization", bearer(field.at("token"), scope)));
      case "header" -> fixed(field.at("headers").struct(scope).entries());
      case "oauth2" -> oauth2(field, scope);
      case "login" -> login(field, scope);
      default -> fixed(Map.of());
    };
  }

  private static SignIn fixed(Map<String, Value> headers) {
    return new SignIn(null, null, headers, null);
  }

  private static Value basic(Field field, Scope scope) {
    Field user = field.at("user");
    Field password = field.at("password");
    return made(field, "= basic(" + inner(user) + ", " + inner(password) + ")", scope);
  }

  private static Value bearer(Field token, Scope scope) {
    return made(token, "= \"Bearer \" + " + inner(token), scope);
  }

  /** RFC 6749 §4.4. */
  private SignIn oauth2(Field field, Scope scope) {
    ObjectNode request = JsonMapper.shared().createObjectNode();
    request.put("id", "login").put("method", "POST").put("path", field.at("path").text("/"));
    request.put("at", field.at("at").text("url"));
    ObjectNode form = request.putObject("form").put("grant_type", "client_credentials");
    form.put("client_id", field.at("client-id").text(""));
    form.put("client_secret", field.at("client-secret").text(""));
    if (field.at("scope").present()) {
      form.put("scope", field.at("scope").text(""));
    }
    request
        .putArray("answers")
        .addObject()
        .put("when", "= status = 400 or status = 403")
        .put("means", "refused")
        .put("code", "NOT_AUTHENTICATED")
        .put("message", "the client id and its secret got no token");
    Field made = new Field(request, field.path(), field.faults());
    Step step = steps.step(made, scope, StepCompiler.Use.LOGIN);
    Scope answered = scope.with(Scope.ANSWER);
    Expression token =
        new Field(text("= body.access_token"), field.path(), field.faults()).expression(answered);
    Value bearer = made(field, "= \"Bearer \" + token", scope.with(List.of("token")));
    return new SignIn(step, token, Map.of("Authorization", bearer), null);
  }

  private SignIn login(Field field, Scope scope) {
    Step login = steps.step(field.at("request"), scope, StepCompiler.Use.LOGIN);
    Scope signedIn = scope.with(List.of("token"));
    @Nullable Step logout =
        field.at("logout").present()
            ? steps.step(field.at("logout"), signedIn, StepCompiler.Use.LOGIN)
            : null;
    return new SignIn(
        login,
        field.at("token").expression(scope.with(Scope.ANSWER)),
        field.at("headers").struct(signedIn).entries(),
        logout);
  }

  private static Value made(Field field, String expression, Scope scope) {
    return new Field(text(expression), field.path(), field.faults()).value(scope);
  }

  private static JsonNode text(String text) {
    return StringNode.valueOf(text);
  }

  /** A field's expression, or its constant as one. */
  private static String inner(Field field) {
    String text = field.text("");
    return text.startsWith("=") ? "(" + text.substring(1) + ")" : "\"" + text + "\"";
  }
}
