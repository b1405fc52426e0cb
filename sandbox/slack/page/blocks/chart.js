/** `data_visualization`: a line chart as plain SVG, with the numbers as words for screen readers. */
import { h, svg, unknown } from '../dom.js';
import { listOf, objectOf, objectsOf, textOf } from '../json.js';

/** @typedef {{ readonly name: string, readonly data: readonly { readonly label: string, readonly value: number }[] }} Series */

const W = 520;
const H = 190;
const PAD = { left: 44, right: 12, top: 10, bottom: 26 };
const INNER = W - PAD.left - PAD.right;

/** @param {number} value */
const short = (value) =>
  new Intl.NumberFormat('en', {
    notation: Math.abs(value) >= 10_000 ? 'compact' : 'standard',
    maximumFractionDigits: 1,
  }).format(value);

/** Round steps that cover the values, from zero where none is below. @param {readonly number[]} values */
function scale(values) {
  const low = Math.min(0, ...values);
  const high = Math.max(...values);
  const rough = (high - low || Math.abs(high) || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const from = Math.floor(low / step) * step;
  const to = Math.max(Math.ceil(high / step) * step, from + step);
  return {
    ticks: Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => from + at * step),
    /** @param {number} value */
    y: (value) => PAD.top + (H - PAD.top - PAD.bottom) * (1 - (value - from) / (to - from)),
  };
}

/** @param {readonly Series[]} series @param {readonly string[]} categories */
function lines(series, categories) {
  const values = series.flatMap((one) => one.data.map((point) => point.value));
  const { ticks, y } = scale(values.length > 0 ? values : [0, 1]);
  /** @param {number} at */
  const x = (at) => PAD.left + (INNER / Math.max(categories.length, 1)) * (at + 0.5);
  const grid = ticks.map((tick) =>
    svg(
      'g',
      {},
      svg('line', { class: 'grid', x1: PAD.left, x2: W - PAD.right, y1: y(tick), y2: y(tick) }),
      svg('text', { class: 'tick', x: PAD.left - 6, y: y(tick) + 4, 'text-anchor': 'end' }, short(tick)),
    ),
  );
  const every = Math.ceil((categories.length * 52) / INNER);
  const names = categories.map(
    (name, at) => at % every === 0 && svg('text', { class: 'tick', x: x(at), y: H - 8, 'text-anchor': 'middle' }, name),
  );
  const marks = series.map((one, index) => {
    const points = one.data
      .map((point) => ({ ...point, at: categories.indexOf(point.label) }))
      .filter((point) => point.at >= 0);
    const path = points.map(({ at, value }, order) => `${order === 0 ? 'M' : 'L'}${x(at)} ${y(value)}`).join('');
    return svg(
      'g',
      { class: `series series-${index % 6}` },
      svg('path', { class: 'stroke', d: path }),
      points.map(({ at, value, label }) =>
        svg('circle', { cx: x(at), cy: y(value), r: 3 }, svg('title', {}, `${one.name}, ${label}: ${value}`)),
      ),
    );
  });
  return [...grid, ...names, ...marks];
}

/** @param {import('../json.js').JsonObject} block */
export function chart(block) {
  const { type, series: given, axis_config: axis } = objectOf(block['chart']);
  if (type !== 'line') return unknown('chart', type);
  const series = objectsOf(given).map((one) => ({
    name: textOf(one['name']),
    data: objectsOf(one['data']).map(({ label, value }) => ({ label: textOf(label), value: Number(value) || 0 })),
  }));
  const categories = listOf(objectOf(axis)['categories']).map(textOf);
  const unit = textOf(objectOf(axis)['y_label']);
  const title = textOf(block['title']);
  const words = series.map(
    ({ name, data }) => `${name}: ${data.map(({ label, value }) => `${label} ${value}`).join(', ')}`,
  );
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, title, unit !== '' && h('span', { class: 'chart-unit' }, unit)),
    svg(
      'svg',
      { viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': `${title}. ${words.join('; ')}` },
      lines(series, categories),
    ),
    series.length > 1 &&
      h(
        'div',
        { class: 'legend' },
        series.map(({ name }, at) => h('span', { class: `legend-item series-${at % 6}` }, name)),
      ),
  );
}
