/** The datetimepicker: Unix seconds, entered in the chosen person's time zone. */
import { h } from '../dom.js';
import { emit, keyOf, naming, valueOf } from './site.js';

/** Wall clock of a zone as 2026-11-23T13:05 @param {number} seconds @param {string} zone */
function wallClock(seconds, zone) {
  const text = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).format(
    seconds * 1000,
  );
  return text.replace(' ', 'T');
}

/** The inverse; two rounds settle it next to a change of offset. @param {string} wall @param {string} zone */
function moment(wall, zone) {
  const aim = Date.parse(`${wall}:00Z`) / 1000;
  let guess = aim;
  for (let round = 0; round < 2; round += 1) guess += aim - Date.parse(`${wallClock(guess, zone)}:00Z`) / 1000;
  return guess;
}

/** @param {import('./site.js').Site} site @param {import('../json.js').JsonObject} element */
export function when(site, element) {
  const zone = site.host.scene.me.tz;
  const known = valueOf(site, element);
  const seconds = known === undefined ? element['initial_date_time'] : known['selected_date_time'];
  let last = typeof seconds === 'number' ? wallClock(seconds, zone) : '';
  const input = h('input', {
    type: 'datetime-local',
    class: 'control',
    id: site.input?.controlId,
    'data-key': keyOf(site, element),
    value: last,
    ...naming(site, element),
  });
  async function changed() {
    const wall = input.value.slice(0, 16);
    const value = { type: 'datetimepicker', selected_date_time: wall === '' ? null : moment(wall, zone) };
    if (await emit(site, element, value)) last = input.value;
    else input.value = last;
  }
  input.addEventListener('change', () => void changed());
  return h('div', { class: 'typed typed-when' }, input, h('span', { class: 'zone' }, zone));
}
