package org.rempart.bench.faults;

import org.jspecify.annotations.Nullable;

/**
 * A machine of a hospital with an agent on it.
 *
 * @param host its name
 * @param account an account on it; {@code null} where no product of the hospital's acts on accounts
 * @param clinical whether care depends on it
 */
record Machine(String host, @Nullable String account, boolean clinical) {

  String login() {
    return account + "@" + host;
  }
}
