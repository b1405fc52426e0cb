/** Blocks, their limits, and the surfaces they may stand on. */
import { DATA_BLOCKS } from './data-blocks.ts';
import { IN_ACTIONS, IN_INPUT, IN_SECTION } from './elements.ts';
import { image } from './objects.ts';
import {
  block,
  choice,
  element,
  flag,
  list,
  mrkdwn,
  object,
  plain,
  rich,
  string,
  text,
  type Rule,
  type Shape,
} from './rule.ts';
import { RICH } from './rich-text.ts';

const anImage = element('image');
const contextText: Rule = { kind: 'typed', table: 'elements', types: ['image', 'plain_text', 'mrkdwn'] };
const title = plain(150);
const source = object({ required: { type: choice('url'), url: string(3000), text: string(3000) } });

export const BLOCKS: Readonly<Record<string, Shape>> = {
  ...DATA_BLOCKS,
  actions: { required: { elements: list(element(...IN_ACTIONS), 25) } },
  alert: {
    required: { text: text(3000) },
    optional: { level: choice('default', 'info', 'warning', 'error', 'success') },
    surfaces: ['modal'],
  },
  card: {
    optional: {
      hero_image: anImage,
      icon: anImage,
      title: mrkdwn(150),
      subtitle: mrkdwn(150),
      body: mrkdwn(200),
      actions: list(element('button'), 2),
    },
    someOf: ['hero_image', 'title', 'actions', 'body'],
    surfaces: ['message', 'home'],
  },
  carousel: { required: { elements: list(block('card'), 10) }, surfaces: ['message', 'home'] },
  container: {
    required: {
      child_blocks: list(
        block('actions', 'context', 'divider', 'header', 'image', 'input', 'rich_text', 'section', 'table'),
        10,
      ),
    },
    optional: {
      title,
      rich_text_title: rich('rich_text'),
      subtitle: text(150),
      width: choice('narrow', 'standard', 'wide', 'full'),
      icon: anImage,
      is_collapsible: flag,
      default_collapsed: flag,
      has_header_divider: flag,
    },
    someOf: ['title', 'rich_text_title'],
    surfaces: ['message', 'home'],
    also(value, report) {
      if (value['default_collapsed'] === true && value['is_collapsible'] !== true) {
        report('default_collapsed requires is_collapsible', '/default_collapsed');
      }
    },
  },
  context: { required: { elements: list(contextText, 10) } },
  context_actions: {
    required: { elements: list(element('feedback_buttons', 'icon_button'), 5) },
    surfaces: ['message'],
  },
  divider: {},
  /** Appears in messages that people read, and cannot be sent. */
  file: { surfaces: [] },
  header: { required: { text: title } },
  image: { ...image, optional: { ...image.optional, title: plain(2000) } },
  input: {
    required: { label: plain(2000), element: element(...IN_INPUT) },
    optional: { hint: plain(2000), optional: flag, dispatch_action: flag },
  },
  markdown: { required: { text: string(12_000) }, surfaces: ['message'] },
  plan: {
    required: { title: string(3000) },
    optional: { tasks: list(block('task_card'), 50) },
    surfaces: ['message'],
  },
  rich_text: { required: RICH['rich_text']?.required ?? {} },
  section: {
    optional: { text: text(3000), fields: list(text(2000), 10), accessory: element(...IN_SECTION), expand: flag },
    someOf: ['text', 'fields'],
  },
  task_card: {
    required: {
      task_id: string(255),
      title: string(3000),
      status: choice('pending', 'in_progress', 'complete', 'error'),
    },
    optional: { details: rich('rich_text'), output: rich('rich_text'), sources: list(source, 100) },
    surfaces: ['message'],
  },
  /** Needs the scope links.embed:write and unfurl domains, which this app does not have. */
  video: { surfaces: [] },
};
