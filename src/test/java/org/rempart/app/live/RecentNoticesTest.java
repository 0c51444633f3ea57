package org.rempart.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecentNoticesTest {

  private final RecentNotices recent = new RecentNotices();

  @Test
  void whoComesLateHearsWhatCameAfterItsMarkInOrder() {
    recent.add("incident:1");
    var mark = recent.mark();
    recent.add("incident:2");
    recent.add("task:3");
    assertThat(recent.after(mark))
        .extracting(RecentNotices.Notice::what)
        .containsExactly("incident:2", "task:3");
    assertThat(recent.after(recent.mark())).isEmpty();
  }

  @Test
  void aNoticeIsItselfAMark() {
    var first = recent.add("incident:1");
    var second = recent.add("incident:2");
    assertThat(recent.after(first.mark())).containsExactly(second);
  }

  @Test
  void whoHasNoMarkHearsNothingOld() {
    recent.add("incident:1");
    assertThat(recent.after("")).isEmpty();
  }

  @Test
  void aMarkOfAnotherRunMeansThatAnythingMayHaveChanged() {
    var other = new RecentNotices();
    other.add("incident:1");
    assertThat(recent.after(other.mark()))
        .extracting(RecentNotices.Notice::what)
        .containsExactly("all");
    assertThat(recent.after("no mark at all")).hasSize(1);
  }

  @Test
  void aMarkOlderThanWhatIsKeptMeansThatAnythingMayHaveChanged() {
    var mark = recent.mark();
    for (int i = 0; i < 1_001; i++) {
      recent.add("incident:" + i);
    }
    assertThat(recent.after(mark)).extracting(RecentNotices.Notice::what).containsExactly("all");
  }
}
