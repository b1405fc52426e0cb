/** Names by which Slack and saved messages know what is not part of a card or a form; those are beside their renderers. */

/** Button that opens the form. Its value: the command to fill it in with, as `/redis-resize` reads it, or none. */
export const NEW_REQUEST = 'new_request';

/** Button on the card of a change that is done: opens the form with the class before. Its value: the request id. */
export const RESIZE_BACK = 'resize_back';

export const SHORTCUTS = {
  /** Global: opens the form. */
  form: 'resize',
  /** On a message: opens the form with the instance that the message names. */
  fromMessage: 'resize_from_message',
} as const;

export const EVENTS = {
  /** Of messages with metadata; the manifest subscribes to those of the bot's own. */
  posted: 'message_metadata_posted',
  homeOpened: 'app_home_opened',
  mention: 'app_mention',
} as const;
