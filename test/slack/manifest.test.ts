import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { AppsManifestCreateArguments } from '@slack/web-api';
import { BUTTONS } from '../../src/core/request/state.ts';
import { PICK } from '../../src/slack/messages/naming.ts';
import { BREAK_GLASS } from '../../src/slack/messages/break-glass.ts';
import { FORM } from '../../src/slack/form/form.ts';
import { CONFIRM } from '../../src/slack/messages/second-step.ts';
import { NEW_REQUEST, RESIZE_BACK, SHORTCUTS } from '../../src/slack/ids.ts';
import { ASKING } from '../../src/slack/listeners/modals.ts';
import { isOutdated, KNOWN } from '../../src/slack/entry/outdated.ts';

const root = join(import.meta.dirname, '../..');
type Manifest = AppsManifestCreateArguments['manifest'];
const load = (name: string) => parse(readFileSync(join(root, name), 'utf8')) as Manifest;
const socket = load('manifest.yml');
const http = load('manifest.http.yml');

const source = readdirSync(join(root, 'src/slack'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(join(root, 'src/slack', file), 'utf8'))
  .join('\n');

/**
 * Scopes of the methods we call, as their reference pages give them; views.*, auth.test and response_url need none,
 * and apps.connections.open takes the app-level token.
 */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'views.open': [],
  'views.update': [],
  'views.publish': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'usergroups.users.list': ['usergroups:read'],
  'usergroups.list': ['usergroups:read'],
  'bots.info': ['users:read'],
  'conversations.info': ['channels:read', 'groups:read'],
  'conversations.members': ['channels:read', 'groups:read'],
  'conversations.open': ['im:write'],
};

describe('the manifests', () => {
  it('ask for the scopes of what the code calls, and for no other', () => {
    const called = [...source.matchAll(/(?:quick|steady|post|bot)\.((?:\w+\.)+\w+)\(/g)].map(
      ([, method]) => method ?? '',
    );
    expect([...new Set(called)].sort()).toEqual(Object.keys(SCOPES).sort());
    // The events message_metadata_posted and app_mention need the last two.
    const wanted = [
      'commands',
      'metadata.message:read',
      'app_mentions:read',
      ...called.flatMap((method) => SCOPES[method] ?? []),
    ];
    expect([...(socket.oauth_config?.scopes?.bot ?? [])].sort()).toEqual([...new Set(wanted)].sort());
  });

  it('name the command the code listens to, with mentions escaped', () => {
    expect(socket.features?.slash_commands).toMatchObject([{ command: KNOWN.command[0], should_escape: true }]);
    expect(source).toContain(`app.command('${KNOWN.command[0]}'`);
  });

  it('offer the shortcuts and subscribe to the events that the code listens to', () => {
    const { features, settings } = socket;
    expect(features?.shortcuts?.map(({ type, callback_id: id }) => `${type} ${id}`)).toEqual([
      `global ${SHORTCUTS.form}`,
      `message ${SHORTCUTS.fromMessage}`,
    ]);
    expect([...(settings?.event_subscriptions?.bot_events ?? [])].sort()).toEqual([...KNOWN.event].sort());
    expect([...KNOWN.shortcut].sort()).toEqual([SHORTCUTS.form, SHORTCUTS.fromMessage].sort());
  });

  it('are the same but for the addresses', () => {
    const url = 'https://bot.example.com/slack/events';
    const [command] = http.features?.slash_commands ?? [];
    expect(command?.url).toBe(url);
    expect(http.settings?.interactivity).toEqual({
      is_enabled: true,
      request_url: url,
      message_menu_options_url: url,
    });
    expect(http.settings?.socket_mode_enabled).toBe(false);
    expect(socket.settings?.socket_mode_enabled).toBe(true);
    const text = JSON.stringify(http)
      .replaceAll(`,"request_url":"${url}","message_menu_options_url":"${url}"`, '')
      .replaceAll(`"request_url":"${url}",`, '')
      .replaceAll(`"url":"${url}",`, '')
      .replace('"socket_mode_enabled":false', '"socket_mode_enabled":true');
    expect(JSON.parse(text)).toEqual(socket);
  });

  it('stay within the limits of Slack', () => {
    const { name, description } = socket.display_information;
    expect(name.length).toBeLessThanOrEqual(35);
    expect((description ?? '').length).toBeLessThanOrEqual(140);
    expect(socket.features?.app_home?.home_tab_enabled).toBe(true);
  });
});

describe('the names of listeners', () => {
  it('are those of the renderers', () => {
    expect([...KNOWN.action].sort()).toEqual(
      [
        ...BUTTONS,
        NEW_REQUEST,
        RESIZE_BACK,
        PICK,
        'instance',
        'target_class',
        'coupon_no',
        'effective_time',
        'force_upgrade',
        'business_info',
        'start_at',
        'until',
      ].sort(),
    );
    expect([...KNOWN.submission].sort()).toEqual([...ASKING, FORM, BREAK_GLASS, CONFIRM].sort());
  });

  it.each([
    [{ type: 'block_actions', actions: [{ action_id: 'approve' }] }, false],
    [{ type: 'block_actions', actions: [{ action_id: 'approve_v0' }] }, true],
    [{ type: 'block_actions' }, true],
    [{ type: 'block_suggestion', action_id: 'instance' }, false],
    [{ type: 'block_suggestion', action_id: 'cluster' }, true],
    [{ type: 'view_submission', view: { callback_id: 'resize' } }, false],
    [{ type: 'view_submission', view: { callback_id: 'old' } }, true],
    [{ type: 'view_closed', view: { callback_id: 'resize' } }, true],
    [{ type: 'shortcut', callback_id: 'x' }, true],
    [{ type: 'shortcut', callback_id: 'resize' }, false],
    [{ type: 'message_action', callback_id: 'resize_from_message' }, false],
    [{ type: 'event_callback', event: { type: 'app_mention' } }, false],
    [{ command: '/redis-resize' }, false],
    [{ command: '/other' }, true],
    [{ type: 'event_callback' }, false],
  ])('%j is of another version: %s', (body, outdated) => {
    expect(isOutdated(body as never)).toBe(outdated);
  });
});
