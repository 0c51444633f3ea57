// The BPMN drawing of an incident with where it stands now. The page gives the drawing's address and the element states as data.
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';

const MARKERS = { ACTIVE: 'state-active', COMPLETED: 'state-completed', TERMINATED: 'state-terminated' };

async function fetchText(url) {
  const response = await fetch(url, { credentials: 'same-origin' });
  if (!response.ok) {
    throw new Error(`${url}: ${response.status}`);
  }
  return response.text();
}

function mark(viewer, states, words) {
  const canvas = viewer.get('canvas');
  const overlays = viewer.get('overlays');
  const registry = viewer.get('elementRegistry');
  for (const [element, state] of Object.entries(states)) {
    if (!registry.get(element)) {
      continue;
    }
    canvas.addMarker(element, MARKERS[state]);
    if (state === 'ACTIVE') {
      const badge = document.createElement('span');
      badge.className = 'drawing-badge';
      badge.textContent = words.active;
      overlays.add(element, { position: { top: -14, left: 0 }, html: badge });
    }
  }
}

function rename(viewer, names) {
  const registry = viewer.get('elementRegistry');
  const factory = viewer.get('graphicsFactory');
  for (const [id, name] of Object.entries(names)) {
    for (const element of [registry.get(id), registry.get(`${id}_label`)].filter(Boolean)) {
      element.businessObject.name = name;
      const type = element.waypoints ? 'connection' : 'shape';
      factory.update(type, element, registry.getGraphics(element));
    }
  }
}

async function show(host) {
  const viewer = new NavigatedViewer({ container: host.querySelector('.drawing-canvas') });
  const [bpmn, live] = await Promise.all([
    fetchText(host.dataset.drawing),
    fetchText(host.dataset.states).then(JSON.parse),
  ]);
  await viewer.importXML(bpmn);
  rename(viewer, live.names ?? {});
  mark(viewer, live.states ?? {}, { active: host.dataset.wordActive });
  viewer.get('canvas').zoom('fit-viewport', 'auto');
  host.dataset.ready = 'true';
}

function failed(host) {
  host.querySelector('.drawing-canvas').hidden = true;
  host.querySelector('.drawing-failed').hidden = false;
}

function start(root) {
  root.querySelectorAll('.drawing:not([data-ready])').forEach((host) => {
    host.dataset.ready = 'loading';
    show(host).catch(() => failed(host));
  });
}

start(document);
document.addEventListener('htmx:load', (event) => start(event.detail.elt.parentElement ?? document));
