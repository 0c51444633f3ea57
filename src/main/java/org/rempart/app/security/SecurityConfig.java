package org.rempart.app.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Two doors: the API takes a token with every request and keeps no session; the console has a
 * session after a login, and CSRF tokens.
 */
@Configuration
class SecurityConfig {

  /**
   * Style attributes are allowed, style elements are not: bpmn-js and form-js set attributes while
   * they draw (the logo that bpmn.io's licence asks for is one). No script but our own files.
   */
  private static final String CONTENT_SECURITY_POLICY =
      "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline';"
          + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none';"
          + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  @Bean
  PasswordEncoder passwordEncoder() {
    return PasswordEncoderFactories.createDelegatingPasswordEncoder();
  }

  @Bean
  @Order(1)
  SecurityFilterChain api(HttpSecurity http, ApiTokens tokens, ProblemResponse problems) {
    http.securityMatcher("/api/**", "/v3/api-docs/**", "/actuator/**")
        .csrf(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .sessionManagement(it -> it.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .addFilterBefore(new BearerTokenFilter(tokens, problems), AuthorizationFilter.class)
        .exceptionHandling(
            it -> it.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .authorizeHttpRequests(
            paths ->
                paths
                    .requestMatchers("/actuator/health/**")
                    .permitAll()
                    // Its proof is a signature, not a token.
                    .requestMatchers(HttpMethod.POST, "/api/v1/chat/slack")
                    .permitAll()
                    .requestMatchers(HttpMethod.POST, "/api/v1/sources/*/alerts")
                    .hasAnyRole("SOURCE", "RESPONDER", "MANAGER")
                    .requestMatchers(HttpMethod.POST, "/api/v1/assets")
                    .hasRole("MANAGER")
                    .requestMatchers("/api/v1/audit/**")
                    .hasRole("MANAGER")
                    .requestMatchers(HttpMethod.PUT, "/api/v1/guardrails/switches")
                    .hasAnyRole("RESPONDER", "MANAGER")
                    .requestMatchers(HttpMethod.GET, "/api/v1/guardrails/**")
                    .hasAnyRole("RESPONDER", "MANAGER")
                    .requestMatchers("/api/v1/guardrails/**")
                    .hasRole("MANAGER")
                    .anyRequest()
                    .hasAnyRole("RESPONDER", "MANAGER"));
    headers(http);
    return http.build();
  }

  @Bean
  @Order(2)
  SecurityFilterChain console(
      HttpSecurity http, PasswordLogin passwords, LoginThrottle throttle, LoginOutcome outcome) {
    http.authenticationProvider(passwords)
        .addFilterBefore(
            new ThrottledLoginFilter(throttle), UsernamePasswordAuthenticationFilter.class)
        .formLogin(
            it ->
                it.loginPage("/login")
                    .successHandler(outcome)
                    .failureHandler(outcome.failure())
                    .permitAll())
        .logout(it -> it.logoutSuccessUrl("/login?bye").permitAll())
        .sessionManagement(it -> it.sessionFixation(fix -> fix.changeSessionId()))
        .authorizeHttpRequests(
            paths ->
                paths
                    .requestMatchers("/assets/**", "/favicon.ico", "/error", "/language")
                    .permitAll()
                    .requestMatchers(HttpMethod.POST, "/guardrails/switches")
                    .hasAnyRole("RESPONDER", "MANAGER")
                    .requestMatchers(HttpMethod.POST, "/guardrails/**")
                    .hasRole("MANAGER")
                    .requestMatchers("/audit/**")
                    .hasRole("MANAGER")
                    .anyRequest()
                    .hasAnyRole("RESPONDER", "MANAGER"));
    headers(http);
    return http.build();
  }

  private static void headers(HttpSecurity http) {
    http.headers(
        it ->
            it.contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_SECURITY_POLICY))
                .frameOptions(frames -> frames.deny())
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                    permissions -> permissions.policy("camera=(), geolocation=(), microphone=()")));
  }
}
