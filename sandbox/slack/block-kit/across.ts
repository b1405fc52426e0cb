/** Rules that no single block can break. */
import type { Json } from '../api.ts';
import { elementsIn } from '../elements.ts';
import { isObject, listOf, sizeOfTexts, type JsonObject } from '../json.ts';
import { error } from './walk.ts';

const CHARTS = 2;
/** Of all cells together, by Slack's page about the block. */
const TABLE_SIZE = 10_000;
const TABLE_TOO_LONG = `must have no more than ${TABLE_SIZE} characters in all cells`;

export function checkAcross(blocks: readonly Json[], pointer: string): readonly string[] {
  const all = blocks.flatMap((value, index) => (isObject(value) ? [{ value, at: `${pointer}/${index}` }] : []));
  const extraChart = all.filter(({ value }) => value['type'] === 'data_visualization')[CHARTS];
  const extraTable = all.filter(({ value }) => value['type'] === 'table')[1];
  const tooMany = `no more than ${CHARTS} data_visualization blocks allowed`;
  const focused = elementsIn(blocks).filter(({ element }) => element['focus_on_load'] === true);
  return [
    ...repeated(
      all.map(({ value, at }) => [value['block_id'], `${at}/block_id`]),
      'block_id',
    ),
    ...all.flatMap(({ value, at }) => repeatedActionIds(value, at)),
    ...(focused.length > 1 ? [error('only one element can have focus_on_load', pointer)] : []),
    ...(extraTable === undefined ? [] : [error('only one table block allowed', extraTable.at)]),
    ...all.filter(({ value }) => sizeOfTexts(value['rows']) > TABLE_SIZE).map(({ at }) => error(TABLE_TOO_LONG, at)),
    ...(extraChart === undefined ? [] : [error(tooMany, extraChart.at)]),
  ];
}

/**
 * Within one block. The types ask for no more, and Slack refuses no more (knacklabs/gantry pull request 458 has the
 * refusal): a list of cards whose buttons share an action_id is usual.
 */
function repeatedActionIds(block: JsonObject, pointer: string): readonly string[] {
  const ids = listOf(block['elements']).map(
    (each, index) =>
      [isObject(each) ? each['action_id'] : undefined, `${pointer}/elements/${index}/action_id`] as const,
  );
  return repeated(ids, 'action_id');
}

function repeated(ids: readonly (readonly [Json | undefined, string])[], name: string): readonly string[] {
  const seen = new Set<string>();
  return ids.flatMap(([id, pointer]) => {
    if (typeof id !== 'string') return [];
    if (seen.has(id)) return [error(`${name} ${id} already exists`, pointer)];
    seen.add(id);
    return [];
  });
}

/** An input needs a button that submits it. (In messages and home tabs inputs report by themselves.) */
export function checkSubmit(view: JsonObject): readonly string[] {
  const inputs = listOf(view['blocks'])
    .filter(isObject)
    .some((block) => block['type'] === 'input');
  return inputs && view['submit'] === undefined
    ? [error('submit is required when an input block is used', '/view')]
    : [];
}
