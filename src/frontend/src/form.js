// A task's form (Camunda Forms), shown by form-js and posted as JSON. The server checks the values again and names every fault.
import { Form } from '@bpmn-io/form-js-viewer';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import { french } from './form-french.js';

// form-js speaks English; a sentence that has no French one stays as it is.
function translate(text, values = {}) {
  const said = document.documentElement.lang === 'fr' ? (french[text] ?? text) : text;
  return said.replace(/{(\w+)}/g, (whole, name) => values[name] ?? whole);
}

function tellFaults(host, faults) {
  const box = host.querySelector('.form-faults');
  box.replaceChildren(
    ...faults.map((fault) => {
      const item = document.createElement('li');
      item.textContent = fault;
      return item;
    }),
  );
  box.hidden = faults.length === 0;
  if (faults.length > 0) {
    box.focus();
  }
}

async function post(host, values) {
  const response = await fetch(host.dataset.complete, {
    method: 'POST',
    credentials: 'same-origin',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      [host.dataset.csrfHeader]: host.dataset.csrfToken,
    },
    body: JSON.stringify(values),
  });
  if (response.ok) {
    window.location.assign(host.dataset.next);
    return;
  }
  const answer = await response.json().catch(() => ({}));
  tellFaults(host, answer.faults ?? [host.dataset.wordFailed]);
}

function inside(host, kind) {
  return JSON.parse(host.querySelector(`template.${kind}`).content.textContent);
}

async function show(host) {
  const form = new Form({
    container: host.querySelector('.form-canvas'),
    additionalModules: [{ translate: ['value', translate] }],
  });
  await form.importSchema(inside(host, 'form-definition'), inside(host, 'form-values'));
  const button = host.querySelector('button[type=submit]');
  host.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { data, errors } = form.submit();
    if (Object.keys(errors).length > 0) {
      tellFaults(host, [host.dataset.wordIncomplete]);
      return;
    }
    button.disabled = true;
    await post(host, data).finally(() => {
      button.disabled = false;
    });
  });
  host.dataset.ready = 'true';
}

document.querySelectorAll('form.task-form').forEach((host) => {
  show(host).catch(() => tellFaults(host, [host.dataset.wordFailed]));
});
