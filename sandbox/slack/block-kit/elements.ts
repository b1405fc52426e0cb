/** The interactive elements that the app sends, what they are made of, and their limits. */
import { isObject, listOf, textOf, type JsonObject } from '../json.ts';
import {
  choice,
  flag,
  list,
  matching,
  object,
  plain,
  string,
  text,
  whole,
  type Report,
  type Rule,
  type Shape,
} from './rule.ts';

/** Buttons may also lead to mail and to other programs. */
const url = matching(/^[a-z][a-z0-9+.-]*:\S+$/i);
const style = choice('primary', 'danger');

/** All four texts: the types call some optional, the schemas of the SDKs require them. */
const confirm = object({
  required: { title: plain(100), text: text(300), confirm: plain(30), deny: plain(30) },
  optional: { style },
});

/** The value's limit is 75 in the types and 150 in the SDKs; the smaller one is certainly accepted. */
function optionOf(label: Rule): Rule {
  return object({ required: { text: label, value: string(75) }, optional: { description: plain(75) } });
}
const plainOption = optionOf(plain(75));
/** Checkboxes and radio buttons show mrkdwn as well. */
const option = optionOf(text(75));

const focusable = { action_id: string(255), focus_on_load: flag } as const;
const confirmable = { ...focusable, confirm } as const;
const menu = { ...confirmable, placeholder: plain(150) } as const;

export const ELEMENTS: Readonly<Record<string, Shape>> = {
  button: {
    required: { text: plain(75) },
    optional: { action_id: string(255), confirm, value: string(2000), url, style, accessibility_label: string(75) },
  },
  checkboxes: {
    required: { options: list(option, 10) },
    optional: { ...confirmable, initial_options: list(option, 10) },
    also: initialAmongOptions,
  },
  conversations_select: {
    optional: {
      ...menu,
      initial_conversation: matching(/^[CDG][A-Z0-9]+$/),
      default_to_current_conversation: flag,
      response_url_enabled: flag,
      filter: object({
        optional: {
          include: list(choice('im', 'mpim', 'private', 'public'), 4),
          exclude_external_shared_channels: flag,
          exclude_bot_users: flag,
        },
        someOf: ['include', 'exclude_external_shared_channels', 'exclude_bot_users'],
      }),
    },
  },
  datetimepicker: {
    optional: { ...confirmable, initial_date_time: whole(1_000_000_000, 9_999_999_999) },
    surfaces: ['modal', 'message'],
  },
  external_select: { optional: { ...menu, min_query_length: whole(0, 3000), initial_option: plainOption } },
  plain_text_input: {
    optional: {
      ...focusable,
      placeholder: plain(150),
      dispatch_action_config: object({
        required: { trigger_actions_on: list(choice('on_enter_pressed', 'on_character_entered'), 2) },
      }),
      initial_value: string(3000),
      multiline: flag,
      min_length: whole(0, 3000),
      max_length: whole(1, 3000),
    },
    also: lengthsFit,
  },
  radio_buttons: {
    required: { options: list(option, 10) },
    optional: { ...confirmable, initial_option: option },
    also: initialAmongOptions,
  },
  static_select: {
    required: { options: list(plainOption, 100) },
    optional: { ...menu, initial_option: plainOption },
    also: initialAmongOptions,
  },
};

/** What each kind of block takes. */
const CHOICES = ['checkboxes', 'conversations_select', 'external_select', 'radio_buttons', 'static_select'] as const;
export const IN_SECTION: readonly string[] = ['button', ...CHOICES];
export const IN_ACTIONS: readonly string[] = ['button', 'datetimepicker', ...CHOICES];
export const IN_INPUT: readonly string[] = ['datetimepicker', 'plain_text_input', ...CHOICES];

/** A menu's answer to a typed text. An empty list means "nothing found" and is fine here, unlike in a block. */
/** A list or groups of it, which are told from each other by their labels. */
export const OPTIONS_ANSWER: Shape = {
  someOf: ['options', 'option_groups'],
  optional: {
    options: list(plainOption, 100, 0),
    option_groups: list(object({ required: { label: plain(75), options: list(plainOption, 100) } }), 100),
  },
};

/** What is chosen at the beginning must be one of the options, and the same in every part. */
function initialAmongOptions(value: JsonObject, report: Report): void {
  const options = listOf(value['options']);
  const known = new Set(options.map(canonical));
  if (value['initial_option'] !== undefined && !known.has(canonical(value['initial_option']))) {
    report('initial_option must be one of the options', '/initial_option');
  }
  listOf(value['initial_options']).forEach((initial, index) => {
    if (!known.has(canonical(initial)))
      report('initial_options must be among the options', `/initial_options/${index}`);
  });
  // Two options with one value could not be told apart. Slack does not say that it refuses them; some clients break.
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

/** The bounds of a text must fit each other, and the initial text them. */
function lengthsFit(value: JsonObject, report: Report): void {
  const bound = (key: string, otherwise: number): number => (typeof value[key] === 'number' ? value[key] : otherwise);
  const min = bound('min_length', 0);
  const max = bound('max_length', 3000);
  if (min > max) report('min_length must not be greater than max_length', '/min_length');
  const initial = textOf(value['initial_value']);
  if (initial === undefined) return;
  if (initial.length > max) report(`must be less than ${max + 1} characters`, '/initial_value');
  if (initial.length < min) report(`must be more than ${min - 1} characters`, '/initial_value');
}
