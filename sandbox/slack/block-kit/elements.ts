/** Interactive elements and their limits. */
import {
  actionable,
  button,
  confirm,
  confirmable,
  conversationFilter,
  dispatchConfig,
  focusable,
  image,
  initialAmongOptions,
  option,
  optionGroup,
  overflowOption,
  placeholdable,
  plainOption,
  webUrl,
} from './objects.ts';
import { checkLengths, checkNumbers } from './bounds.ts';
import { choice, flag, list, matching, object, plain, rich, string, whole, type Rule, type Shape } from './rule.ts';

const menu = { ...confirmable, ...focusable, ...placeholdable } as const;
const typed = { ...actionable, ...focusable, ...placeholdable, dispatch_action_config: dispatchConfig } as const;
const several = { max_selected_items: whole(1, 100) } as const;
const options = { options: list(plainOption, 100), option_groups: list(optionGroup, 100) } as const;

const userId = matching(/^[UW][A-Z0-9]+$/);
const channelId = matching(/^[CG][A-Z0-9]+$/);
const conversationId = matching(/^[CDG][A-Z0-9]+$/);

const conversations = { default_to_current_conversation: flag, filter: conversationFilter } as const;
const feedback: Rule = object({
  required: { text: plain(75), value: string(2000) },
  optional: { accessibility_label: string(75) },
});

export const ELEMENTS: Readonly<Record<string, Shape>> = {
  button,
  image,
  checkboxes: {
    required: { options: list(option, 10) },
    optional: { ...confirmable, ...focusable, initial_options: list(option, 10) },
    also: initialAmongOptions,
  },
  radio_buttons: {
    required: { options: list(option, 10) },
    optional: { ...confirmable, ...focusable, initial_option: option },
    also: initialAmongOptions,
  },
  overflow: { required: { options: list(overflowOption, 5) }, optional: confirmable },
  static_select: {
    optional: { ...menu, ...options, initial_option: plainOption },
    oneOf: ['options', 'option_groups'],
    also: initialAmongOptions,
  },
  multi_static_select: {
    optional: { ...menu, ...several, ...options, initial_options: list(plainOption, 100) },
    oneOf: ['options', 'option_groups'],
    also: initialAmongOptions,
  },
  external_select: { optional: { ...menu, min_query_length: whole(0, 3000), initial_option: plainOption } },
  multi_external_select: {
    optional: { ...menu, ...several, min_query_length: whole(0, 3000), initial_options: list(plainOption, 100) },
  },
  users_select: { optional: { ...menu, initial_user: userId } },
  multi_users_select: { optional: { ...menu, ...several, initial_users: list(userId, 100) } },
  channels_select: { optional: { ...menu, initial_channel: channelId, response_url_enabled: flag } },
  multi_channels_select: { optional: { ...menu, ...several, initial_channels: list(channelId, 100) } },
  conversations_select: {
    optional: { ...menu, ...conversations, initial_conversation: conversationId, response_url_enabled: flag },
  },
  multi_conversations_select: {
    optional: { ...menu, ...several, ...conversations, initial_conversations: list(conversationId, 100) },
  },
  datepicker: { optional: { ...menu, initial_date: matching(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/) } },
  timepicker: { optional: { ...menu, initial_time: matching(/^([01]\d|2[0-3]):[0-5]\d$/), timezone: string(255) } },
  datetimepicker: {
    optional: { ...confirmable, ...focusable, initial_date_time: whole(1_000_000_000, 9_999_999_999) },
    surfaces: ['modal', 'message'],
  },
  plain_text_input: {
    optional: {
      ...typed,
      initial_value: string(3000),
      multiline: flag,
      min_length: whole(0, 3000),
      max_length: whole(1, 3000),
    },
    also: checkLengths,
  },
  number_input: {
    required: { is_decimal_allowed: flag },
    optional: { ...typed, initial_value: string(255), min_value: string(255), max_value: string(255) },
    also: checkNumbers,
  },
  email_text_input: { optional: { ...typed, initial_value: string(3000) } },
  url_text_input: { optional: { ...typed, initial_value: string(3000) } },
  rich_text_input: {
    optional: { ...typed, initial_value: rich('rich_text'), min_lines: whole(1, 100), max_lines: whole(1, 100) },
  },
  file_input: {
    optional: { ...actionable, filetypes: list(string(255), 100), max_files: whole(1, 10) },
    surfaces: ['modal'],
  },
  feedback_buttons: {
    required: { positive_button: feedback, negative_button: feedback },
    optional: actionable,
    surfaces: ['message'],
  },
  icon_button: {
    required: { icon: choice('trash'), text: plain(75) },
    optional: {
      ...confirmable,
      accessibility_label: string(75),
      value: string(2000),
      visible_to_user_ids: list(userId, 100),
    },
    surfaces: ['message'],
  },
  workflow_button: {
    required: { text: plain(75), workflow: object({ required: { trigger: object(triggerShape()) } }) },
    optional: { ...actionable, confirm, style: choice('primary', 'danger'), accessibility_label: string(75) },
    surfaces: ['message'],
  },
};

function triggerShape(): Shape {
  const parameter = object({ required: { name: string(255), value: string(3000, 0) } });
  return { required: { url: webUrl }, optional: { customizable_input_parameters: list(parameter, 100) } };
}

/** What each kind of block takes. */
export const IN_ACTIONS: readonly string[] = [
  'button',
  'checkboxes',
  'datepicker',
  'datetimepicker',
  'overflow',
  'radio_buttons',
  'timepicker',
  'workflow_button',
  'rich_text_input',
  ...menus(),
];
export const IN_SECTION: readonly string[] = [
  'button',
  'checkboxes',
  'datepicker',
  'image',
  'overflow',
  'radio_buttons',
  'timepicker',
  'workflow_button',
  ...menus(),
];
export const IN_INPUT: readonly string[] = [
  'checkboxes',
  'datepicker',
  'datetimepicker',
  'email_text_input',
  'file_input',
  'number_input',
  'plain_text_input',
  'radio_buttons',
  'rich_text_input',
  'timepicker',
  'url_text_input',
  ...menus(),
];

function menus(): readonly string[] {
  const sources = ['static', 'external', 'users', 'conversations', 'channels'];
  return sources.flatMap((source) => [`${source}_select`, `multi_${source}_select`]);
}

/** A menu's answer to a typed text. An empty list means "nothing found" and is fine here, unlike in a block. */
export const OPTIONS_ANSWER: Shape = {
  optional: { options: list(plainOption, 100, 0), option_groups: list(optionGroup, 100, 0) },
  oneOf: ['options', 'option_groups'],
};
