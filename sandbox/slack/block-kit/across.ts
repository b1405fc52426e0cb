/** Rules that no single block can break. */
import type { Json } from '../api.ts';
import { elementsIn } from '../elements.ts';
import { isObject, listOf, textOf, type JsonObject } from '../json.ts';
import { error } from './walk.ts';

const MARKDOWN = 12_000;
const CHARTS = 2;

interface PlacedBlock {
  readonly value: JsonObject;
  readonly pointer: string;
}

/** The blocks of a message or a view, those inside of others included. */
function everyBlock(blocks: readonly Json[], pointer: string): readonly PlacedBlock[] {
  return blocks.flatMap((value, index) => {
    if (!isObject(value)) return [];
    const at = `${pointer}/${index}`;
    const key = value['type'] === 'carousel' ? 'elements' : 'child_blocks';
    return [{ value, pointer: at }, ...everyBlock(listOf(value[key]), `${at}/${key}`)];
  });
}

export function checkAcross(blocks: readonly Json[], pointer: string): readonly string[] {
  const all = everyBlock(blocks, pointer);
  const ofType = (type: string): readonly PlacedBlock[] => all.filter(({ value }) => value['type'] === type);
  const at = (reason: string, placed: PlacedBlock | undefined): readonly string[] =>
    placed === undefined ? [] : [error(reason, placed.pointer)];
  const markdown = ofType('markdown').reduce((sum, { value }) => sum + (textOf(value['text'])?.length ?? 0), 0);
  const tooMuch = `markdown must be less than ${MARKDOWN + 1} characters altogether`;
  const focused = elementsIn(blocks).filter(({ element }) => element['focus_on_load'] === true);
  return [
    ...repeated(
      all.map(({ value, pointer: where }) => [value['block_id'], `${where}/block_id`]),
      'block_id',
    ),
    ...all.flatMap(repeatedActionIds),
    ...(focused.length > 1 ? [error('only one element can have focus_on_load', pointer)] : []),
    ...(markdown > MARKDOWN ? [error(tooMuch, pointer)] : []),
    ...at('only one table allowed', ofType('table')[1]),
    ...at(`no more than ${CHARTS} data_visualization blocks allowed`, ofType('data_visualization')[CHARTS]),
    ...(ofType('plan').length > 0 ? at('plan and task_card exclude each other', ofType('task_card')[0]) : []),
  ];
}

/**
 * Within one block. The types ask for no more, and Slack refuses no more (knacklabs/gantry pull request 458 has the
 * refusal): a list of cards whose buttons share an action_id is usual.
 */
function repeatedActionIds({ value, pointer }: PlacedBlock): readonly string[] {
  const key = value['type'] === 'card' ? 'actions' : 'elements';
  const elements = value['type'] === 'carousel' ? [] : listOf(value[key]);
  const ids = elements.map(
    (each, index) => [isObject(each) ? each['action_id'] : undefined, `${pointer}/${key}/${index}/action_id`] as const,
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
