/** Applies the rules to what was sent, and says what is wrong in the way Slack does. */
import type { Json } from '../api.ts';
import { isObject, textOf, type JsonObject } from '../json.ts';
import { BLOCKS, RICH } from './blocks.ts';
import { ELEMENTS } from './elements.ts';
import { flag, string, type Rule, type Shape, type Surface, type Table } from './rule.ts';

/** What is looked at: a value, where it stands in the whole, and on which surface. */
interface Spot {
  readonly value: Json | undefined;
  readonly pointer: string;
  readonly surface: Surface;
}

type Of<Kind extends Rule['kind']> = Extract<Rule, { readonly kind: Kind }>;
type Messages = readonly string[];

const TABLES: Readonly<Record<Table, Readonly<Record<string, Shape>>>> = {
  blocks: BLOCKS,
  elements: ELEMENTS,
  rich: RICH,
};
/** Text objects stand among a context block's elements; their limit is that of every text object. */
const ELEMENT_TEXT = 3000;

export function error(reason: string, pointer: string): string {
  return `[ERROR] ${reason} [json-pointer:${pointer}]`;
}

export function check(rule: Rule, spot: Spot): Messages {
  const { value, pointer } = spot;
  switch (rule.kind) {
    case 'string':
      return checkString(rule, spot);
    case 'choice':
      return (rule.of as readonly unknown[]).includes(value) ? [] : [error('must be a valid enum value', pointer)];
    case 'flag':
      return typeof value === 'boolean' ? [] : [error('must provide a boolean', pointer)];
    case 'number':
      return checkNumber(rule, spot);
    case 'text':
      return checkText(rule, spot);
    case 'list':
      return checkList(rule, spot);
    case 'object':
      return checkShape(rule.shape, spot);
    case 'typed':
      return checkTyped(rule, spot);
    default:
      return rule satisfies never;
  }
}

/** Lengths are counted in UTF-16 units. How Slack counts is not documented; no other way of counting gives more. */
function checkString(rule: Of<'string'>, { value, pointer }: Spot): Messages {
  if (typeof value !== 'string') return [error('must provide a string', pointer)];
  if (value.length > rule.max) return [error(`must be less than ${rule.max + 1} characters`, pointer)];
  if (value.length < rule.min) return [error(`must be more than ${rule.min - 1} characters`, pointer)];
  return rule.pattern?.test(value) === false ? [error('does not match the format', pointer)] : [];
}

function checkNumber(rule: Of<'number'>, { value, pointer }: Spot): Messages {
  if (typeof value !== 'number') return [error('must provide a number', pointer)];
  if (rule.whole && !Number.isInteger(value)) return [error('must provide an integer', pointer)];
  if (value < rule.min) return [error(`must be greater than or equal to ${rule.min}`, pointer)];
  return value > rule.max ? [error(`must be less than or equal to ${rule.max}`, pointer)] : [];
}

function checkText(rule: Of<'text'>, spot: Spot): Messages {
  const { pointer } = spot;
  if (!isObject(spot.value)) return [error('must provide an object', pointer)];
  const type = spot.value['type'];
  if (type === undefined) return [error('missing required field: type', pointer)];
  const fits = rule.types.find((each) => each === type);
  if (fits === undefined) return [error(`unsupported type: ${JSON.stringify(type)}`, `${pointer}/type`)];
  const optional = fits === 'plain_text' ? { emoji: flag } : { verbatim: flag };
  return checkShape({ required: { text: string(rule.max) }, optional }, spot, ['type']);
}

function checkList(rule: Of<'list'>, { value, pointer, surface }: Spot): Messages {
  if (!Array.isArray(value)) return [error('must provide an array', pointer)];
  const items = value as readonly Json[];
  const long = items.length > rule.max ? [error(`no more than ${rule.max} items allowed`, pointer)] : [];
  const short = items.length < rule.min ? [error(`no less than ${rule.min} items allowed`, pointer)] : [];
  const inside = items.flatMap((item, index) =>
    check(rule.of, { value: item, pointer: `${pointer}/${index}`, surface }),
  );
  return [...long, ...short, ...inside];
}

function checkTyped(rule: Of<'typed'>, spot: Spot): Messages {
  const { value, pointer, surface } = spot;
  if (!isObject(value)) return [error('must provide an object', pointer)];
  const type = textOf(value['type']);
  if (type === undefined) return [error('missing required field: type', pointer)];
  if (type === 'plain_text' || type === 'mrkdwn') {
    if (rule.types.includes(type)) return checkText({ kind: 'text', types: [type], max: ELEMENT_TEXT }, spot);
  } else if (!Object.hasOwn(TABLES[rule.table], type)) {
    return [error(`unsupported type: ${type}, which this local Slack does not know`, `${pointer}/type`)];
  }
  if (!rule.types.includes(type)) return [error(`unsupported type: ${type}`, `${pointer}/type`)];
  const shape = TABLES[rule.table][type] ?? {};
  if (shape.surfaces?.includes(surface) === false) {
    return [error(`unsupported type: ${type} is not allowed in a ${surface}`, `${pointer}/type`)];
  }
  if (rule.table !== 'blocks') return checkShape(shape, spot, ['type']);
  const id = value['block_id'];
  const ofId = id === undefined ? [] : check(string(255), { value: id, pointer: `${pointer}/block_id`, surface });
  return [...ofId, ...checkShape(shape, spot, ['type', 'block_id'])];
}

/** `known` fields are checked elsewhere. */
export function checkShape(shape: Shape, { value, pointer, surface }: Spot, known: readonly string[] = []): Messages {
  if (!isObject(value)) return [error('must provide an object', pointer)];
  const { required = {}, optional = {} } = shape;
  const missing = Object.keys(required).filter((key) => value[key] === undefined);
  const given = Object.entries({ ...required, ...optional }).filter(([key]) => value[key] !== undefined);
  const named = new Set([...known, ...Object.keys(required), ...Object.keys(optional)]);
  const unknown = Object.keys(value).filter((key) => !named.has(key) && value[key] !== undefined);
  const flaws: string[] = [];
  shape.also?.(value, (reason, at = '') => flaws.push(error(reason, `${pointer}${at}`)));
  return [
    ...missing.map((key) => error(`missing required field: ${key}`, pointer)),
    ...given.flatMap(([key, rule]) => check(rule, { value: value[key], pointer: `${pointer}/${key}`, surface })),
    ...unknown.map((key) => error(`invalid additional property: ${key}`, pointer)),
    ...checkSome(shape, value, pointer),
    ...flaws,
  ];
}

function checkSome({ someOf = [] }: Shape, value: JsonObject, pointer: string): Messages {
  const none = someOf.length > 0 && someOf.every((key) => value[key] === undefined);
  return none ? [error(`must provide at least one of ${someOf.join(', ')}`, pointer)] : [];
}
