package org.rempart.app.api;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.security.SecurityScheme.Type;
import org.rempart.app.security.Caller;
import org.rempart.core.audit.Actor;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The document at {@code /v3/api-docs}. */
@Configuration(proxyBeanMethods = false)
class OpenApiDocument {

  static {
    // Who calls is known from the token, never from a parameter.
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, Actor.class);
  }

  @Bean
  OpenAPI document() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Rempart")
                .version("v1")
                .description("Errors are problem details (RFC 9457). Lists page by cursor.")
                .license(new License().name("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes("token", new SecurityScheme().type(Type.HTTP).scheme("bearer")))
        .addSecurityItem(new SecurityRequirement().addList("token"));
  }
}
