// What LinkedIn's own scripts do on such pages, cut down to what matters to an observer.
import { STATE } from './parts.mjs';

const WORD = `
const words = { en: ['On', 'Off'], de: ['Ein', 'Aus'] }[document.documentElement.lang];
const show = (input) => {
  const word = input.parentElement.querySelector('._toggle-text_12ycew');
  if (word && words) word.textContent = words[input.checked ? 0 : 1];
};
document.addEventListener('change', ({ target }) => {
  if (target.matches('[role="switch"]')) show(target);
});`;

/** Draws the switch `ms` after the page: the real page renders late. */
const late = (ms, checked) => `${WORD}
setTimeout(() => {
  const row = document.createElement('div');
  row.className = '_row_12ycew';
  row.innerHTML = '<p id="allowDataForGenerativeAI">Use my data for training content creation AI models</p>' +
    '<div class="_control_12ycew"><span class="_toggle-text_12ycew">${checked ? 'On' : 'Off'}</span>' +
    '<input type="checkbox" role="switch" class="_switchCheckbox_12ycew" aria-labelledby="allowDataForGenerativeAI"${checked ? ' checked' : ''}></div>';
  document.getElementById('late').replaceWith(row);
}, ${ms});`;

/** A first drawing with the switch off, until the member's own value has come. */
const hydrate = `${WORD}
setTimeout(() => {
  const input = document.querySelector('[role="switch"]');
  input.checked = true;
  show(input);
}, 2000);`;

/** A placeholder switch in a part that says it is busy, until the member's own value has come. */
const busy = `${WORD}
setTimeout(() => {
  const input = document.querySelector('[role="switch"]');
  input.checked = true;
  show(input);
  input.closest('[aria-busy]').removeAttribute('aria-busy');
}, 7000);`;

/** Saves at once, as the real page does: no button, no toast, and no word when the server refuses. */
const saved = `${WORD}
for (const input of document.querySelectorAll('[role="switch"]')) show(input);
document.addEventListener('change', ({ target }) => {
  fetch('${STATE}', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ value: target.checked }),
  });
});`;

/** Navigation without a load: the new page's main part is drawn in place of the old one. */
const route = `
const draw = async (path) => {
  const text = await (await fetch(path)).text();
  const next = new DOMParser().parseFromString(text, 'text/html');
  document.title = next.title;
  document.getElementById('main').replaceWith(next.getElementById('main'));
};
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href*="/settings/"], a[data-route]');
  if (!link) return;
  event.preventDefault();
  history.pushState({}, '', link.getAttribute('href'));
  setTimeout(draw, 200, location.pathname);
});
addEventListener('popstate', () => location.reload());`;

export const SCRIPTS = { word: WORD, late, hydrate, busy, saved, route };
