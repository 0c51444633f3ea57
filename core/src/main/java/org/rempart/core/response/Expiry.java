package org.rempart.core.response;

import org.jspecify.annotations.Nullable;
import org.rempart.connector.Capability;
import org.rempart.core.guardrail.GuardrailSettings;
import org.springframework.stereotype.Component;

/** After how long what a capability brings about ends by itself. */
@Component
class Expiry {

  private final ResponseSettings settings;
  private final GuardrailSettings guardrails;

  Expiry(ResponseSettings settings, GuardrailSettings guardrails) {
    this.settings = settings;
    this.guardrails = guardrails;
  }

  /** In seconds; {@code null} for never, which only a setting of the capability or class says. */
  @Nullable Long seconds(Capability capability) {
    return settings.expirySeconds(capability, guardrails.classOf(capability));
  }
}
