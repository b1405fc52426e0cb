/** Web API calls without a client in between, and things that many tests post. */
import type { Slack } from '../../../sandbox/slack/slack.ts';

type Answer = { readonly ok: boolean; readonly error?: string; readonly [key: string]: unknown };

export async function call(slack: Slack, method: string, args: object = {}, token = slack.botToken): Promise<Answer> {
  const response = await raw(slack, method, args, token);
  return (await response.json()) as Answer;
}

/** As WebClient sends it: a form in which objects are JSON. */
export function raw(slack: Slack, method: string, args: object = {}, token = slack.botToken): Promise<Response> {
  const body = new URLSearchParams();
  for (const [key, value] of Object.entries(args))
    body.set(key, typeof value === 'string' ? value : JSON.stringify(value));
  return fetch(`${slack.apiUrl}${method}`, { method: 'POST', body, headers: { authorization: `Bearer ${token}` } });
}

export function plain(text: string): object {
  return { type: 'plain_text', text };
}

export function mrkdwn(text: string): object {
  return { type: 'mrkdwn', text };
}

export function button(text: string, action_id: string, more: object = {}): object {
  return { type: 'button', action_id, text: plain(text), ...more };
}

export function actions(...elements: readonly object[]): object {
  return { type: 'actions', block_id: 'actions', elements };
}

export function textInput(block_id: string, element: object = {}, more: object = {}): object {
  return {
    type: 'input',
    block_id,
    label: plain(block_id),
    element: { type: 'plain_text_input', action_id: block_id, ...element },
    ...more,
  };
}

export function modal(blocks: readonly object[], more: object = {}): object {
  return { type: 'modal', callback_id: 'resize', title: plain('Resize'), submit: plain('Ask'), blocks, ...more };
}
