import type { ViewContext } from '../context.ts';
import { el, field, setOptions } from '../dom.ts';
import { pretty } from '../pretty.ts';
import { routesOf } from '../routes.ts';
import { wear } from '../style-sheet.ts';
import { duration } from '../words.ts';
import css from './api.css?inline';
import type { Filled } from './views.ts';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'];

/** A request to what is deployed, and its answer. */
export function apiView({ runner, t, language }: ViewContext): Filled {
  wear(css);
  const api = el('select');
  const method = el('select', {}, ...METHODS.map((name) => el('option', {}, name)));
  const path = el('input', { type: 'text', spellcheck: 'false', autocomplete: 'off' });
  const headers = el('textarea', { rows: '2', spellcheck: 'false' });
  const body = el('textarea', { rows: '4', spellcheck: 'false' });
  const routes = el('div', { class: 'routes' });
  const answer = el('div', { role: 'status', class: 'answer' });
  headers.value = 'content-type: application/json';

  const show = () => {
    const found = Object.entries(runner.state.outputs).filter(([, value]) => value.startsWith('https://'));
    setOptions(
      api,
      found.map(([name, value]) => ({ value, text: name })),
    );
    api.disabled = found.length === 0;
    const choices = routesOf(runner.pack.variants[runner.variant]!.template);
    if (path.value === '' && choices[0]) [method.value, path.value] = [choices[0].method, choices[0].path];
    routes.replaceChildren(
      ...choices.map((route) =>
        el(
          'button',
          {
            type: 'button',
            class: 'link',
            click: () => {
              method.value = route.method;
              path.value = route.path;
              path.focus();
            },
          },
          `${route.method} ${route.path}`,
        ),
      ),
    );
  };
  const send = async () => {
    if (api.value === '') {
      answer.replaceChildren(el('p', { class: 'none' }, t('empty.deploy')));
      return;
    }
    const hasBody = body.value !== '' && !['GET', 'HEAD'].includes(method.value);
    const url = `${api.value.replace(/\/$/, '')}/${path.value.replace(/^\//, '')}`;
    try {
      const response = await runner.http({
        method: method.value,
        url,
        headers: headersOf(headers.value),
        ...(hasBody && { body: body.value }),
      });
      const said = Object.entries(response.headers).map(([name, value]) => `${name}: ${value}`);
      answer.replaceChildren(
        el('p', { class: 'part' }, t('api.took', { status: response.status, time: duration(t, language, response.ms) })),
        el('pre', { tabindex: '0' }, `${said.join('\n')}\n\n${pretty(response.body)}`),
      );
    } catch (error) {
      answer.replaceChildren(el('p', { class: 'wrong' }, t('failed', { reason: error instanceof Error ? error.message : String(error) })));
    }
  };
  runner.on(({ event }) => event === 'state' && show());
  show();
  const form = el(
    'form',
    {
      submit: (event) => {
        event.preventDefault();
        void send();
      },
    },
    el('div', { class: 'row' }, field(t('api.api'), api), el('div', { class: 'routes-of' }, el('span', {}, t('api.routes')), routes)),
    el('div', { class: 'row' }, el('div', { class: 'short' }, field(t('api.method'), method)), field(t('api.path'), path)),
    el('div', { class: 'row' }, field(t('api.headers'), headers)),
    el('div', { class: 'row' }, field(t('api.body'), body)),
    el('button', { type: 'submit', class: 'strong' }, t('api.send')),
  );
  return { element: el('div', {}, form, answer) };
}

function headersOf(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line.includes(':'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]));
}
