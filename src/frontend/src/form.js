// A task's form (Camunda Forms), shown by form-js and posted as JSON. The server checks the values again and names every fault.
import { Form } from '@bpmn-io/form-js-viewer';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';

function faultsBox(host, faults) {
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
    body: JSON.stringify({ variables: values }),
  });
  if (response.ok) {
    window.location.assign(host.dataset.next);
    return;
  }
  const problem = await response.json().catch(() => ({}));
  faultsBox(host, problem.faults ? Object.values(problem.faults) : [problem.detail ?? host.dataset.wordFailed]);
}

async function show(host) {
  const definition = JSON.parse(host.querySelector('template.form-definition').content.textContent);
  const form = new Form({ container: host.querySelector('.form-canvas') });
  await form.importSchema(definition.schema, definition.data ?? {});
  const button = host.querySelector('button[type=submit]');
  host.addEventListener('submit', async (event) => {
    event.preventDefault();
    const { data, errors } = form.submit();
    if (Object.keys(errors).length > 0) {
      faultsBox(host, [host.dataset.wordIncomplete]);
      return;
    }
    button.disabled = true;
    await post(host, data).finally(() => {
      button.disabled = false;
    });
  });
  host.dataset.ready = 'true';
}

document.querySelectorAll('form.task-form').forEach((host) => show(host));
