/** Composition objects: what blocks and elements are made of. */
import { isObject, listOf, type JsonObject } from '../json.ts';
import {
  choice,
  flag,
  list,
  matching,
  object,
  plain,
  string,
  text,
  type Report,
  type Rule,
  type Shape,
} from './rule.ts';

const MAX_URL = 3000;
/** Buttons may also lead to mail and to other programs. */
const url: Rule = matching(/^[a-z][a-z0-9+.-]*:\S+$/i, MAX_URL);
export const webUrl: Rule = matching(/^https?:\/\/\S+$/i, MAX_URL);

const style = choice('primary', 'danger');

/** All four texts: the types call some optional, the schemas of the SDKs require them. */
export const confirm: Rule = object({
  required: { title: plain(100), text: text(300), confirm: plain(30), deny: plain(30) },
  optional: { style },
});

const slackFile: Rule = object({ oneOf: ['id', 'url'], optional: { id: string(255), url: webUrl } });

/** The value's limit is 75 in the types and 150 in the SDKs; the smaller one is certainly accepted. */
const OPTION_TEXT = 75;
const OPTION_VALUE = 75;

export const plainOption: Rule = object({
  required: { text: plain(OPTION_TEXT), value: string(OPTION_VALUE) },
  optional: { description: plain(OPTION_TEXT) },
});

/** Checkboxes and radio buttons show mrkdwn as well. */
export const option: Rule = object({
  required: { text: text(OPTION_TEXT), value: string(OPTION_VALUE) },
  optional: { description: plain(OPTION_TEXT) },
});

export const overflowOption: Rule = object({
  required: { text: plain(OPTION_TEXT), value: string(OPTION_VALUE) },
  optional: { description: plain(OPTION_TEXT), url },
});

export const optionGroup: Rule = object({ required: { label: plain(75), options: list(plainOption, 100) } });

export const dispatchConfig: Rule = object({
  required: { trigger_actions_on: list(choice('on_enter_pressed', 'on_character_entered'), 2) },
});

export const conversationFilter: Rule = object({
  optional: {
    include: list(choice('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
  someOf: ['include', 'exclude_external_shared_channels', 'exclude_bot_users'],
});

export const actionable = { action_id: string(255) } as const;
export const confirmable = { ...actionable, confirm } as const;
export const focusable = { focus_on_load: flag } as const;
export const placeholdable = { placeholder: plain(150) } as const;

export const button: Shape = {
  required: { text: plain(75) },
  optional: { ...confirmable, value: string(2000), url, style, accessibility_label: string(75) },
};

export const image: Shape = {
  required: { alt_text: string(2000) },
  optional: { image_url: webUrl, slack_file: slackFile },
  oneOf: ['image_url', 'slack_file'],
};

/** What is chosen at the beginning must be one of the options, and the same in every part. */
export function initialAmongOptions(value: JsonObject, report: Report): void {
  const groups = listOf(value['option_groups']).filter(isObject);
  const options = [...listOf(value['options']), ...groups.flatMap((group) => listOf(group['options']))];
  const known = new Set(options.map((each) => canonical(each)));
  if (value['initial_option'] !== undefined && !known.has(canonical(value['initial_option']))) {
    report('initial_option must be one of the options', '/initial_option');
  }
  listOf(value['initial_options']).forEach((initial, index) => {
    if (!known.has(canonical(initial)))
      report('initial_options must be among the options', `/initial_options/${index}`);
  });
  uniqueValues(options, report);
}

/** Two options with one value could not be told apart. Slack does not say that it refuses them; some clients break. */
function uniqueValues(options: readonly unknown[], report: Report): void {
  const values = options.filter(isObject).map((each) => each['value']);
  if (new Set(values).size < values.length) report('option values must be unique', '/options');
}

/** Key order and the fields that Slack fills in itself do not matter. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return JSON.stringify(value ?? null);
  const keys = Object.keys(value).filter((key) => key !== 'emoji' && key !== 'verbatim');
  return `{${keys
    .sort()
    .map((key) => `${key}:${canonical(value[key])}`)
    .join()}}`;
}
