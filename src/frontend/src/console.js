// What every page needs: htmx, the search key, relative times, and live changes that wait while someone reads.
import htmx from 'htmx.org';
import './console.css';

// The content security policy forbids inline styles, eval and inline scripts; htmx needs none of them.
htmx.config.includeIndicatorStyles = false;
htmx.config.allowEval = false;
htmx.config.allowScriptTags = false;

// Changes come in bursts; a list is fetched at most this often.
const PAUSE_MS = 1500;

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
  return (
    region.matches(':hover') ||
    region.contains(document.activeElement) ||
    region.querySelector('details[open]') !== null ||
    window.getSelection()?.isCollapsed === false
  );
}

function noticeOf(region) {
  return document.querySelector(`${region.dataset.notice} p`);
}

function announce(region) {
  const notice = noticeOf(region);
  if (notice) {
    const count = notice.querySelector('[data-count]');
    count.textContent = String(Number(count.textContent) + 1);
    notice.hidden = false;
  }
}

function refresh(region) {
  const notice = noticeOf(region);
  if (notice) {
    notice.hidden = true;
    notice.querySelector('[data-count]').textContent = '0';
  }
  htmx.trigger(region, 'refresh');
}

const scheduled = new Map();

function settle(id) {
  scheduled.delete(id);
  const region = document.getElementById(id);
  if (region) {
    (beingRead(region) ? announce : refresh)(region);
  }
}

function changed(what) {
  document.querySelectorAll('[data-live]').forEach((region) => {
    const concerns = region.dataset.live.split(' ').some((wanted) => what.startsWith(wanted));
    if (concerns && !scheduled.has(region.id)) {
      scheduled.set(region.id, setTimeout(settle, PAUSE_MS, region.id));
    }
  });
}

function follow() {
  const url = document.body.dataset.events;
  if (!url) {
    return;
  }
  const events = new EventSource(url);
  for (const kind of ['incident', 'task', 'containment']) {
    events.addEventListener(kind, (event) => changed(`${kind}:${event.data}`));
  }
  // What changed before the stream opened, or while it was broken, the server tells again by the page's mark.
  events.addEventListener('all', () => changed('all:'));
  window.addEventListener('pagehide', () => events.close());
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

function tellAges(root) {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: 'auto', style: 'short' });
  root.querySelectorAll('time[data-ago]').forEach((time) => {
    const seconds = (Date.parse(time.dataset.ago) - Date.now()) / 1000;
    const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['minute', 60];
    let age = time.querySelector('.age');
    if (!age) {
      age = document.createElement('span');
      age.className = 'age soft';
      time.append(' ', age);
    }
    age.textContent = words.format(Math.trunc(seconds / size), unit);
  });
}

document.addEventListener('keydown', focusSearch);
document.addEventListener('click', (event) => {
  const again = event.target.closest('[data-refresh]');
  if (again) {
    refresh(document.querySelector(again.dataset.refresh));
  }
  const print = event.target.closest('[data-print]');
  if (print) {
    document.querySelector(print.dataset.print).contentWindow.print();
  }
});
document.addEventListener('htmx:load', (event) => tellAges(event.detail.elt));
setInterval(() => tellAges(document), 30_000);
tellAges(document);
follow();
