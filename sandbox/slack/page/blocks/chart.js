// @ts-check
/** `data_visualization`: line, area, bar and pie as plain SVG, with the numbers as words for screen readers. */
import { h, svg } from '../dom.js';
import { unknown } from '../text/rich-text.js';

/** @typedef {{ name: string, data: { label: string, value: number }[] }} Series */

const W = 520;
const H = 190;
const PAD = { left: 44, right: 12, top: 10, bottom: 26 };

const short = (/** @type {number} */ value) =>
  new Intl.NumberFormat('en', {
    notation: Math.abs(value) >= 10_000 ? 'compact' : 'standard',
    maximumFractionDigits: 1,
  }).format(value);

/** Round steps that cover the values. @param {readonly number[]} values @param {boolean} fromZero */
function scale(values, fromZero) {
  const low = Math.min(...values, fromZero ? 0 : Infinity);
  const high = Math.max(...values, fromZero ? 0 : -Infinity);
  const rough = (high - low || Math.abs(high) || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const from = Math.floor(low / step) * step;
  const to = Math.max(Math.ceil(high / step) * step, from + step);
  const ticks = Array.from({ length: Math.round((to - from) / step) + 1 }, (_, at) => from + at * step);
  return {
    ticks,
    y: (/** @type {number} */ value) => PAD.top + (H - PAD.top - PAD.bottom) * (1 - (value - from) / (to - from)),
  };
}

/** @param {readonly Series[]} series @param {readonly string[]} categories @param {string} type */
function cartesian(series, categories, type) {
  const values = series.flatMap((one) => one.data.map((point) => point.value));
  const { ticks, y } = scale(values.length > 0 ? values : [0, 1], type !== 'line');
  const inner = W - PAD.left - PAD.right;
  const slot = inner / Math.max(categories.length, 1);
  const x = (/** @type {number} */ at) => PAD.left + slot * (at + 0.5);
  const grid = ticks.map((tick) =>
    svg(
      'g',
      {},
      svg('line', { class: 'grid', x1: PAD.left, x2: W - PAD.right, y1: y(tick), y2: y(tick) }),
      svg('text', { class: 'tick', x: PAD.left - 6, y: y(tick) + 4, 'text-anchor': 'end' }, short(tick)),
    ),
  );
  const every = Math.ceil((categories.length * 52) / inner);
  const names = categories.map(
    (name, at) => at % every === 0 && svg('text', { class: 'tick', x: x(at), y: H - 8, 'text-anchor': 'middle' }, name),
  );
  const marks = series.map((one, index) => {
    const points = one.data
      .map((point) => ({ ...point, at: categories.indexOf(point.label) }))
      .filter((point) => point.at >= 0);
    const tip = (/** @type {any} */ point) => svg('title', {}, `${one.name}, ${point.label}: ${point.value}`);
    if (type === 'bar') {
      const wide = Math.min(36, (slot * 0.7) / series.length);
      return svg(
        'g',
        { class: `series series-${index % 6}` },
        points.map((point) =>
          svg(
            'rect',
            {
              x: x(point.at) + (index - series.length / 2) * wide,
              width: Math.max(wide - 2, 1),
              y: Math.min(y(point.value), y(0)),
              height: Math.abs(y(0) - y(point.value)),
              rx: 3,
            },
            tip(point),
          ),
        ),
      );
    }
    const path = points.map((point, at) => `${at === 0 ? 'M' : 'L'}${x(point.at)} ${y(point.value)}`).join('');
    const last = points.at(-1);
    const first = points[0];
    const floor =
      first && last && type === 'area'
        ? svg('path', {
            class: 'area',
            d: `${path}L${x(last.at)} ${y(ticks[0] ?? 0)}L${x(first.at)} ${y(ticks[0] ?? 0)}Z`,
          })
        : undefined;
    return svg(
      'g',
      { class: `series series-${index % 6}` },
      floor,
      svg('path', { class: 'stroke', d: path }),
      points.map((point) => svg('circle', { cx: x(point.at), cy: y(point.value), r: 3 }, tip(point))),
    );
  });
  return [...grid, ...names, ...marks];
}

/** @param {readonly { label: string, value: number }[]} segments */
function pie(segments) {
  const total = segments.reduce((sum, one) => sum + Math.max(0, one.value), 0) || 1;
  let turn = 0;
  return segments.map((one, index) => {
    const from = turn;
    turn += Math.max(0, one.value) / total;
    const point = (/** @type {number} */ part) =>
      `${W / 2 + 80 * Math.sin(part * 2 * Math.PI)} ${H / 2 - 80 * Math.cos(part * 2 * Math.PI)}`;
    const d =
      turn - from > 0.9999
        ? `M${W / 2} ${H / 2 - 80}a80 80 0 1 1 -.01 0Z`
        : `M${W / 2} ${H / 2}L${point(from)}A80 80 0 ${turn - from > 0.5 ? 1 : 0} 1 ${point(turn)}Z`;
    return svg(
      'g',
      { class: `series series-${index % 6}` },
      svg('path', { class: 'slice', d }, svg('title', {}, `${one.label}: ${one.value}`)),
    );
  });
}

/** @param {unknown} _ @param {any} block */
export function chart(_, block) {
  const type = String(block.chart?.type);
  /** @type {Series[]} */
  const series = Array.isArray(block.chart?.series) ? block.chart.series : [];
  const segments = Array.isArray(block.chart?.segments) ? block.chart.segments : [];
  if (!['line', 'area', 'bar', 'pie'].includes(type)) return unknown('chart', type);
  const axis = block.chart.axis_config ?? {};
  const categories = axis.categories ?? [...new Set(series.flatMap((one) => one.data.map((point) => point.label)))];
  const words =
    type === 'pie'
      ? segments.map((/** @type {any} */ one) => `${one.label} ${one.value}`).join(', ')
      : series
          .map((one) => `${one.name}: ${one.data.map((point) => `${point.label} ${point.value}`).join(', ')}`)
          .join('; ');
  const legend =
    type === 'pie'
      ? segments.map((/** @type {any} */ one) => one.label)
      : series.length > 1
        ? series.map((one) => one.name)
        : [];
  return h(
    'figure',
    { class: 'chart' },
    h(
      'figcaption',
      {},
      String(block.title ?? ''),
      axis.y_label && h('span', { class: 'chart-unit' }, String(axis.y_label)),
    ),
    svg(
      'svg',
      { viewBox: `0 0 ${W} ${H}`, role: 'img', 'aria-label': `${block.title}. ${words}` },
      type === 'pie' ? pie(segments) : cartesian(series, categories, type),
    ),
    legend.length > 0 &&
      h(
        'div',
        { class: 'legend' },
        legend.map((/** @type {string} */ name, /** @type {number} */ at) =>
          h('span', { class: `legend-item series-${at % 6}` }, name),
        ),
      ),
  );
}
