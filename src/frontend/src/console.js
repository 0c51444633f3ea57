// What every page needs: htmx, the search key, and live changes that wait while someone reads.
import htmx from 'htmx.org';

// The content security policy forbids inline styles, eval and inline scripts; htmx needs none of them.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;
window.htmx = htmx;

function focusSearch(event) {
  const typing = event.target.closest('input, textarea, select, [contenteditable]');
  if (event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const search = document.querySelector('input[type=search]');
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
}

function beingRead(region) {
  return region.matches(':hover') || region.contains(document.activeElement);
}

function announce(region) {
  const count = Number(region.dataset.pending ?? 0) + 1;
  region.dataset.pending = String(count);
  const notice = document.querySelector(region.dataset.notice);
  if (notice) {
    notice.hidden = false;
    notice.querySelector('[data-count]').textContent = String(count);
  }
}

function refresh(region) {
  region.dataset.pending = '0';
  const notice = document.querySelector(region.dataset.notice);
  if (notice) {
    notice.hidden = true;
  }
  htmx.trigger(region, 'refresh');
}

function changed(id) {
  document.querySelectorAll('[data-live]').forEach((region) => {
    const wanted = region.dataset.live.split(' ');
    const hit = wanted.some((pattern) => id === pattern || (pattern.endsWith('*') && id.startsWith(pattern.slice(0, -1))));
    if (!hit) {
      return;
    }
    if (beingRead(region)) {
      announce(region);
    } else {
      refresh(region);
    }
  });
}

function follow() {
  const url = document.body.dataset.events;
  if (!url) {
    return;
  }
  const events = new EventSource(url);
  events.addEventListener('change', (event) => changed(event.data));
}

document.addEventListener('keydown', focusSearch);
document.addEventListener('click', (event) => {
  const button = event.target.closest('[data-refresh]');
  if (button) {
    refresh(document.querySelector(button.dataset.refresh));
  }
});
document.addEventListener('click', (event) => {
  const opener = event.target.closest('[data-dialog]');
  if (opener) {
    document.querySelector(opener.dataset.dialog).showModal();
  }
  if (event.target.closest('[data-close]')) {
    event.target.closest('dialog').close();
  }
});
follow();
