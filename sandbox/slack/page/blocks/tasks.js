// @ts-check
/** `plan` and `task_card`: steps with a state. */
import { h, icon } from '../dom.js';
import { link } from '../text/inline.js';
import { richText, unknown } from '../text/rich-text.js';

/** @typedef {import('../elements/site.js').Host} Host */

const STATES = new Map([
  ['pending', 'Pending'],
  ['in_progress', 'In progress'],
  ['complete', 'Complete'],
  ['error', 'Failed'],
]);

/** @param {Host} host @param {any} task */
export function taskCard(host, task) {
  const label = STATES.get(task?.status);
  if (label === undefined) return unknown('task status', task?.status);
  return h(
    'div',
    { class: `task task-${task.status}` },
    h(
      'span',
      { class: 'task-dot', role: 'img', 'aria-label': label },
      task.status === 'complete' ? icon('check') : task.status === 'error' ? icon('close') : undefined,
    ),
    h(
      'div',
      { class: 'task-main' },
      h('div', { class: 'task-title' }, String(task.title ?? '')),
      task.details && h('div', { class: 'task-details text' }, richText(host.scene, task.details)),
      task.output && h('div', { class: 'task-output text' }, richText(host.scene, task.output)),
      Array.isArray(task.sources) &&
        h(
          'div',
          { class: 'task-sources' },
          task.sources.map((/** @type {any} */ source) => link(String(source.url), source.text)),
        ),
    ),
  );
}

/** @param {Host} host @param {any} block */
export function plan(host, block) {
  const tasks = Array.isArray(block.tasks) ? block.tasks : [];
  const done = tasks.filter((/** @type {any} */ task) => task?.status === 'complete').length;
  return h(
    'div',
    { class: 'plan' },
    h(
      'div',
      { class: 'plan-head' },
      h('span', { class: 'plan-title' }, String(block.title ?? '')),
      h('span', { class: 'plan-count' }, `${done} of ${tasks.length}`),
    ),
    h(
      'ol',
      { class: 'tasks' },
      tasks.map((/** @type {any} */ task) => h('li', {}, taskCard(host, task))),
    ),
  );
}
