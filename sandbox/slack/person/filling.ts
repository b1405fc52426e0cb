/** Turning what a test writes (`{ auto_pay: false }`) into what the element would hold. */
import type { Json } from '../api.ts';
import { offeredBy } from '../acts/choices.ts';
import { HELD } from '../element-state.ts';
import { elementsIn, type PlacedElement } from '../elements.ts';
import { objectOf, textOf } from '../json.ts';
import type { State, StoredView } from '../state.ts';
import { blocksOf, topModal } from '../views.ts';

/** Text, a number, yes or no for a lone checkbox, several for what takes several, null to empty it. */
export type Filling = string | number | boolean | null | readonly string[];

interface PlaceToFill {
  readonly view: StoredView;
  readonly placed: PlacedElement;
}

/** By block_id, or else by action_id. */
export function placeToFill(state: State, userId: string, key: string): PlaceToFill | undefined {
  const view = topModal(state, userId);
  if (view === undefined) return undefined;
  const elements = elementsIn(blocksOf(view)).filter((each) => HELD[each.type] !== undefined);
  const placed = elements.find((each) => each.blockId === key) ?? elements.find((each) => each.actionId === key);
  return placed === undefined ? undefined : { view, placed };
}

type Ask = (typed: string) => Promise<readonly Json[]>;

/** Throws when there is no such option. */
export async function stateFor(placed: PlacedElement, value: Filling, ask: Ask): Promise<Json> {
  const held = HELD[placed.type];
  if (held === undefined) throw new Error(`${placed.type} cannot be filled`);
  return { type: placed.type, [held.key]: await heldValue(placed, held.key, value, ask) };
}

async function heldValue(placed: PlacedElement, key: string, value: Filling, ask: Ask): Promise<Json> {
  if (key === 'selected_options') {
    return Promise.all(severalOf(placed, value).map((wanted) => optionFor(placed, wanted, ask)));
  }
  if (value === null || value === '') return null;
  if (key === 'selected_option') return optionFor(placed, String(value), ask);
  return key === 'selected_date_time' ? Number(value) : String(value);
}

function severalOf({ element }: PlacedElement, value: Filling): readonly string[] {
  if (Array.isArray(value)) return value as readonly string[];
  if (value === null || value === false) return [];
  if (value !== true) return [String(value)];
  const options = offeredBy(element);
  const [only] = options;
  if (only === undefined || options.some((each) => valueIn(each) !== valueIn(only))) {
    throw new Error('"true" fits only a lone checkbox; name the options');
  }
  return [valueIn(only)];
}

/** The option with this value or this text, or the only one whose text holds it. */
async function optionFor(placed: PlacedElement, wanted: string, ask: Ask): Promise<Json> {
  const isExternal = placed.type === 'external_select';
  const offered = isExternal ? await loaded(placed, wanted, ask) : offeredBy(placed.element);
  const exact = offered.find((option) => valueIn(option) === wanted || textIn(option) === wanted);
  const holding = offered.filter((option) => textIn(option).includes(wanted));
  const found = exact ?? (holding.length === 1 ? holding[0] : undefined);
  if (found !== undefined) return found;
  const list = offered.map((option) => `${valueIn(option)} (${textIn(option)})`).join(', ');
  throw new Error(`${placed.blockId} has no option "${wanted}", only: ${list}`);
}

/** Types the wanted text; when that offers nothing, looks at what is offered before anything is typed. */
async function loaded(placed: PlacedElement, wanted: string, ask: Ask): Promise<readonly Json[]> {
  const typed = await ask(wanted);
  const fits = typed.some((option) => valueIn(option) === wanted || textIn(option).includes(wanted));
  return fits || placed.element['min_query_length'] !== 0 ? typed : [...typed, ...(await ask(''))];
}

function valueIn(option: Json): string {
  return textOf(objectOf(option)['value']) ?? '';
}

function textIn(option: Json): string {
  return textOf(objectOf(objectOf(option)['text'])['text']) ?? '';
}
