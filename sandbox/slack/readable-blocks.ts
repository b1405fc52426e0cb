import type { Json } from './api.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from './json.ts';

type Read = (mrkdwn: string) => string;

/** Blocks as lines of text, from top to bottom. A button reads `[Approve]`. */
export function readableBlocks(blocks: readonly unknown[], read: Read): string {
  return blocks
    .filter(isObject)
    .map((block) => readBlock(block, read))
    .filter((text) => text !== '')
    .join('\n');
}

function readBlock(block: JsonObject, read: Read): string {
  const reader = READERS[textOf(block['type']) ?? ''];
  return reader === undefined ? '' : reader(block, read);
}

const READERS: Readonly<Record<string, (block: JsonObject, read: Read) => string>> = {
  header: (block, read) => textObject(block['text'], read),
  section: (block, read) =>
    lines([
      textObject(block['text'], read),
      ...listOf(block['fields']).map((field) => textObject(field, read)),
      readElement(block['accessory'], read),
    ]),
  context: (block, read) => spaced(listOf(block['elements']).map((element) => readElement(element, read))),
  actions: (block, read) => spaced(listOf(block['elements']).map((element) => readElement(element, read))),
  context_actions: (block, read) => spaced(listOf(block['elements']).map((element) => readElement(element, read))),
  input: (block, read) => lines([textObject(block['label'], read), textObject(block['hint'], read)]),
  divider: () => '',
  image: (block, read) => lines([textObject(block['title'], read), textOf(block['alt_text']) ?? '']),
  markdown: (block, read) =>
    read((textOf(block['text']) ?? '').replace(/\[([^\]]*)\]\(([^)]*)\)/g, '<$2|$1>').replaceAll('**', '*')),
  alert: (block, read) => textObject(block['text'], read),
  rich_text: (block, read) => readRich(block, read),
  table: readRows,
  data_table: (block, read) => lines([textOf(block['caption']) ?? '', readRows(block, read)]),
  data_visualization: readChart,
  card: (block, read) =>
    lines([
      ...['title', 'subtitle', 'body'].map((key) => textObject(block[key], read)),
      spaced(listOf(block['actions']).map((element) => readElement(element, read))),
    ]),
  carousel: (block, read) => readableBlocks(listOf(block['elements']), read),
  container: (block, read) =>
    lines([
      isObject(block['rich_text_title']) ? readRich(block['rich_text_title'], read) : textObject(block['title'], read),
      textObject(block['subtitle'], read),
      readableBlocks(listOf(block['child_blocks']), read),
    ]),
  plan: (block, read) => lines([textOf(block['title']) ?? '', readableBlocks(listOf(block['tasks']), read)]),
  task_card: (block, read) =>
    lines([
      spaced([`(${textOf(block['status']) ?? ''})`, textOf(block['title']) ?? '']),
      readRich(objectOf(block['details']), read),
      readRich(objectOf(block['output']), read),
    ]),
};

/** plain_text is shown as it is: nothing in it is decoded or alive. */
function textObject(value: Json | undefined, read: Read): string {
  if (!isObject(value)) return '';
  const text = textOf(value['text']) ?? '';
  return value['type'] === 'mrkdwn' ? read(text) : text;
}

function readElement(value: Json | undefined, read: Read): string {
  if (!isObject(value)) return '';
  const type = textOf(value['type']) ?? '';
  if (type === 'plain_text' || type === 'mrkdwn') return textObject(value, read);
  if (type === 'image') return textOf(value['alt_text']) ?? '';
  if (value['text'] !== undefined) return `[${textObject(value['text'], read)}]`;
  const chosen = objectOf(value['initial_option'])['text'] ?? value['placeholder'];
  const options =
    type === 'overflow' ? listOf(value['options']).map((option) => textObject(objectOf(option)['text'], read)) : [];
  const label = options.length > 0 ? `… ${options.join(' / ')}` : textObject(chosen, read);
  return label === '' ? '' : `[${label}]`;
}

/** A chart as its numbers: `Used: Mon 1, Tue 2 (GB)`. */
function readChart(block: JsonObject): string {
  const chart = objectOf(block['chart']);
  const points = (data: Json | undefined): string =>
    listOf(data)
      .map(objectOf)
      .map(({ label, value }) => `${textOf(label) ?? ''} ${Number(value)}`)
      .join(', ');
  const unit = textOf(objectOf(chart['axis_config'])['y_label']);
  const ofUnit = unit === undefined ? '' : ` (${unit})`;
  const series = listOf(chart['series']).map(objectOf);
  return lines([
    textOf(block['title']) ?? '',
    ...series.map((one) => `${textOf(one['name']) ?? ''}: ${points(one['data'])}${ofUnit}`),
    points(chart['segments']),
  ]);
}

function readRows(block: JsonObject, read: Read): string {
  const cell = (value: Json): string => {
    const object = objectOf(value);
    return object['type'] === 'rich_text' ? readRich(object, read) : (textOf(object['text']) ?? '');
  };
  return listOf(block['rows'])
    .map((row) => listOf(row).map(cell).join(' | '))
    .join('\n');
}

/** Rich text as mrkdwn tokens, so that mentions and dates read the same wherever they stand. */
function readRich(value: JsonObject, read: Read): string {
  const type = textOf(value['type']) ?? '';
  const inner = listOf(value['elements']).filter(isObject);
  if (type === 'rich_text_list') {
    return inner
      .map((item, index) => `${value['style'] === 'ordered' ? `${index + 1}.` : '•'} ${readRich(item, read)}`)
      .join('\n');
  }
  if (type === 'rich_text') return inner.map((element) => readRich(element, read)).join('\n');
  if (type.startsWith('rich_text_')) return inner.map((element) => readRich(element, read)).join('');
  return readRichLeaf(type, value, read);
}

function readRichLeaf(type: string, value: JsonObject, read: Read): string {
  const of = (key: string): string => textOf(value[key]) ?? '';
  switch (type) {
    case 'text':
      return of('text');
    case 'user':
      return read(`<@${of('user_id')}>`);
    case 'usergroup':
      return read(`<!subteam^${of('usergroup_id')}>`);
    case 'channel':
      return read(`<#${of('channel_id')}>`);
    case 'broadcast':
      return `@${of('range')}`;
    case 'link':
      return of('text') || of('url');
    case 'emoji':
      return `:${of('name')}:`;
    case 'date':
      return read(`<!date^${JSON.stringify(value['timestamp'] ?? 0)}^${of('format')}|${of('fallback')}>`);
    default:
      return '';
  }
}

function lines(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n');
}

function spaced(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
