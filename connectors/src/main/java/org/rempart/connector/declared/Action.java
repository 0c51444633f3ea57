package org.rempart.connector.declared;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rempart.connector.Offer;

/**
 * One capability of a declared product.
 *
 * @param offers what the connector says of it, one for each kind of target
 * @param offered whether these settings allow it, or {@code null} for always
 * @param lag how long the product may not show what it has taken; {@code null} when it shows it at
 *     once
 * @param needs parameters that an order must carry
 * @param refuse what must not be, before anything is sent
 * @param define names for expressions, in the order in which they stand
 * @param read how the state is read; {@code null} when the product can't be read
 * @param verify another way to read it for the proof, or {@code null} for the same
 * @param execute what brings it about; {@code null} when reading is all there is to do
 * @param revert what takes it back, or {@code null}
 * @param list how everything that the product holds is read, or {@code null} when it can't be
 * @param reference the product's own id of what was made
 */
record Action(
    List<Offer> offers,
    @Nullable Expression offered,
    @Nullable Expression lag,
    List<String> needs,
    List<RefuseRule> refuse,
    Map<String, Expression> define,
    @Nullable Reading read,
    @Nullable Reading verify,
    @Nullable Doing execute,
    @Nullable Doing revert,
    @Nullable Listing list,
    @Nullable Value reference) {

  /** How a proof is read. */
  @Nullable Reading proof() {
    return verify == null ? read : verify;
  }
}
