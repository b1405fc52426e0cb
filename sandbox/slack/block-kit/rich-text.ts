/** Rich text: the only markup in which text cannot become anything else. */
import { webUrl } from './objects.ts';
import { choice, flag, list, matching, object, rich, string, whole, type Rule, type Shape } from './rule.ts';

const style: Rule = object({ optional: { bold: flag, italic: flag, strike: flag, underline: flag, code: flag } });
const LEAVES = ['text', 'link', 'user', 'usergroup', 'channel', 'broadcast', 'date', 'emoji', 'color', 'team'];
/** No limits are published for these lists; a message's size bounds them. */
const MANY = 1000;
const leaves = list(rich(...LEAVES), MANY);
const styled = { style } as const;

export const RICH: Readonly<Record<string, Shape>> = {
  rich_text: {
    required: {
      elements: list(rich('rich_text_section', 'rich_text_list', 'rich_text_quote', 'rich_text_preformatted'), MANY),
    },
    optional: { block_id: string(255) },
  },
  rich_text_section: { required: { elements: leaves } },
  rich_text_list: {
    required: { elements: list(rich('rich_text_section'), MANY), style: choice('bullet', 'ordered') },
    optional: { indent: whole(0, 8), offset: whole(0, 1_000_000), border: whole(0, 1) },
  },
  rich_text_quote: { required: { elements: leaves }, optional: { border: whole(0, 1) } },
  rich_text_preformatted: {
    required: { elements: list(rich('text', 'link'), MANY) },
    optional: { border: whole(0, 1), language: string(255) },
  },
  text: { required: { text: string(12_000) }, optional: styled },
  link: { required: { url: webUrl }, optional: { ...styled, text: string(3000), unsafe: flag } },
  user: { required: { user_id: matching(/^[UW][A-Z0-9]+$/) }, optional: styled },
  usergroup: { required: { usergroup_id: matching(/^S[A-Z0-9]+$/) }, optional: styled },
  channel: { required: { channel_id: matching(/^[CGD][A-Z0-9]+$/) }, optional: styled },
  team: { required: { team_id: matching(/^T[A-Z0-9]+$/) }, optional: styled },
  broadcast: { required: { range: choice('here', 'channel', 'everyone') }, optional: styled },
  date: {
    required: { timestamp: whole(0, 9_999_999_999), format: string(3000) },
    optional: { ...styled, url: webUrl, fallback: string(3000) },
  },
  emoji: { required: { name: string(255) }, optional: { ...styled, unicode: string(255), url: webUrl } },
  color: { required: { value: matching(/^#[0-9A-Fa-f]{6}$/) }, optional: styled },
};
