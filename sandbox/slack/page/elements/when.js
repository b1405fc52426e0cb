// @ts-check
/** Date, time and moment pickers. A moment is Unix seconds, entered in the chosen person's time zone. */
import { h } from '../dom.js';
import { emit, keyOf, naming, valueOf } from './site.js';

/** @typedef {import('./site.js').Site} Site */

/** @type {Readonly<Record<string, { input: string, state: string, initial: string }>>} */
const KINDS = {
  datepicker: { input: 'date', state: 'selected_date', initial: 'initial_date' },
  timepicker: { input: 'time', state: 'selected_time', initial: 'initial_time' },
  datetimepicker: { input: 'datetime-local', state: 'selected_date_time', initial: 'initial_date_time' },
};

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

/** @param {Site} site @param {any} element */
export function when(site, element) {
  const kind = KINDS[element.type] ?? { input: 'date', state: 'selected_date', initial: 'initial_date' };
  const zone = site.host.scene.me.tz;
  const exact = element.type === 'datetimepicker';
  const known = valueOf(site, element);
  const show = (/** @type {any} */ value) =>
    value === undefined || value === null ? '' : exact ? wallClock(Number(value), zone) : String(value);
  let last = show(known === undefined ? element[kind.initial] : known[kind.state]);
  const input = h('input', {
    type: kind.input,
    class: 'control',
    id: site.controlId,
    'data-key': keyOf(site, element),
    ...naming(site, element),
  });
  input.value = last;
  input.addEventListener('change', async () => {
    const wall = input.value.slice(0, exact ? 16 : 10);
    const value = wall === '' ? null : exact ? moment(wall, zone) : wall;
    if (await emit(site, element, { type: element.type, [kind.state]: value })) last = input.value;
    else input.value = last;
  });
  const note =
    exact || element.type === 'timepicker' ? h('span', { class: 'zone' }, element.timezone ?? zone) : undefined;
  return h('div', { class: 'typed typed-when' }, input, note);
}
