package org.rempart.app.security;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Checks a person's login and password. */
@Component
class PasswordLogin implements AuthenticationProvider {

  private final Persons persons;
  private final PasswordEncoder encoder;
  private final String nobodysHash;

  PasswordLogin(Persons persons, PasswordEncoder encoder) {
    this.persons = persons;
    this.encoder = encoder;
    this.nobodysHash = encoder.encode("nobody");
  }

  @Override
  public Authentication authenticate(Authentication attempt) {
    var password = String.valueOf(attempt.getCredentials());
    var person = persons.find(attempt.getName());
    // An unknown login costs as much time as a wrong password, so that logins can't be guessed.
    var hash = person.map(Persons.Person::passwordHash).orElse(nobodysHash);
    if (!encoder.matches(password, hash) || person.isEmpty()) {
      throw new BadCredentialsException("Login or password is wrong.");
    }
    var caller = person.get().caller();
    return UsernamePasswordAuthenticationToken.authenticated(caller, null, caller.authorities());
  }

  @Override
  public boolean supports(@Nullable Class<?> authentication) {
    return authentication != null
        && UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
  }
}
