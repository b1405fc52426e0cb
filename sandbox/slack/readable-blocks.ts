import type { Json } from './api.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from './json.ts';

type Read = (mrkdwn: string) => string;

/** Blocks as lines of text, from top to bottom. A button reads `[Approve]`. */
export function readableBlocks(blocks: readonly unknown[], read: Read): string {
  return lines(blocks.filter(isObject).map((block) => READERS[textOf(block['type']) ?? '']?.(block, read) ?? ''));
}

const READERS: Readonly<Record<string, (block: JsonObject, read: Read) => string>> = {
  header: (block, read) => textObject(block['text'], read),
  section: (block, read) =>
    lines([
      textObject(block['text'], read),
      ...listOf(block['fields']).map((field) => textObject(field, read)),
      readElement(block['accessory'], read),
    ]),
  context: readElements,
  actions: readElements,
  input: (block, read) => lines([textObject(block['label'], read), textObject(block['hint'], read)]),
  rich_text: readRich,
  data_visualization: readChart,
  table: (block, read) =>
    lines(
      listOf(block['rows']).map((row) =>
        listOf(row)
          .map(objectOf)
          .map((cell) => (cell['type'] === 'raw_text' ? (textOf(cell['text']) ?? '') : readRich(cell, read)))
          .join(' | '),
      ),
    ),
};

function readRich(block: JsonObject, read: Read): string {
  return listOf(block['elements'])
    .map((part) =>
      listOf(objectOf(part)['elements'])
        .map((leaf) => readLeaf(objectOf(leaf), read))
        .join(''),
    )
    .join('\n');
}

/** plain_text is shown as it is: nothing in it is decoded or alive. */
function textObject(value: Json | undefined, read: Read): string {
  const { type, text } = objectOf(value);
  return type === 'mrkdwn' ? read(textOf(text) ?? '') : (textOf(text) ?? '');
}

function readElements(block: JsonObject, read: Read): string {
  const parts = listOf(block['elements']).map((element) => readElement(element, read));
  return parts.filter((part) => part !== '').join(' ');
}

function readElement(value: Json | undefined, read: Read): string {
  const element = objectOf(value);
  if (element['type'] === 'plain_text' || element['type'] === 'mrkdwn') return textObject(value, read);
  const shown = element['text'] ?? objectOf(element['initial_option'])['text'] ?? element['placeholder'];
  const label = textObject(shown, read);
  return label === '' ? '' : `[${label}]`;
}

/** A chart as its numbers: `Used: Mon 1, Tue 2 (GB)`. */
function readChart(block: JsonObject): string {
  const chart = objectOf(block['chart']);
  const unit = textOf(objectOf(chart['axis_config'])['y_label']);
  const ofUnit = unit === undefined ? '' : ` (${unit})`;
  const series = listOf(chart['series']).map((one) => {
    const { name, data } = objectOf(one);
    const points = listOf(data)
      .map(objectOf)
      .map(({ label, value }) => `${textOf(label) ?? ''} ${Number(value)}`);
    return `${textOf(name) ?? ''}: ${points.join(', ')}${ofUnit}`;
  });
  return lines([textOf(block['title']) ?? '', ...series]);
}

function readLeaf(leaf: JsonObject, read: Read): string {
  const of = (key: string): string => textOf(leaf[key]) ?? '';
  return leaf['type'] === 'user' ? read(`<@${of('user_id')}>`) : of('text') || of('url');
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}
