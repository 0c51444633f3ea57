package org.rempart.practice.wazuh;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the estate's file describes it.
 *
 * @param id Wazuh's id, three digits at least
 * @param name host name
 * @param ip its address
 * @param users accounts that live on it
 * @param processes what runs on it at the start: {@code pid}, {@code name}, {@code ruser}, {@code
 *     start_time} in seconds since 1970
 * @param workers how many processes of the system run beside them and are listed first, or {@code
 *     null} for none: a page of the inventory may end before the others
 */
record Machine(
    String id,
    String name,
    String ip,
    Set<String> users,
    List<Map<String, String>> processes,
    @Nullable Integer workers) {}
