/** What Slack takes as a manifest (its published schema of app manifests), for the parts that ours have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const text = (min: number, max: number) => z.string().min(min).max(max);
const url = z
  .string()
  .regex(/^https?:\/\//)
  .max(3000);
const flag = z.boolean().optional();
const names = z.array(z.string().max(50));
const distinct = <T extends z.ZodArray>(list: T) =>
  list.refine((all) => new Set(all.map((one) => JSON.stringify(one))).size === all.length, 'has duplicates');

const MANIFEST = z.strictObject({
  _metadata: z.strictObject({ major_version: z.int().optional(), minor_version: z.int().optional() }).optional(),
  display_information: z.strictObject({
    name: text(1, 35),
    description: text(1, 140).optional(),
    background_color: z
      .string()
      .regex(/^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$/)
      .optional(),
    long_description: text(175, 4000).optional(),
  }),
  features: z.strictObject({
    app_home: z
      .strictObject({ home_tab_enabled: flag, messages_tab_enabled: flag, messages_tab_read_only_enabled: flag })
      .optional(),
    bot_user: z.strictObject({ display_name: text(1, 80), always_online: flag }).optional(),
    shortcuts: z
      .array(
        z.strictObject({
          name: text(1, 24),
          type: z.enum(['message', 'global']),
          callback_id: text(1, 255),
          description: text(1, 150),
        }),
      )
      .min(1)
      .max(10)
      .optional(),
    slash_commands: z
      .array(
        z.strictObject({
          command: text(2, 32).startsWith('/'),
          url: url.optional(),
          description: text(1, 2000),
          usage_hint: text(1, 1000).optional(),
          should_escape: flag,
        }),
      )
      .min(1)
      .max(50),
  }),
  oauth_config: z.strictObject({ scopes: z.strictObject({ bot: names.max(255) }) }),
  settings: z.strictObject({
    event_subscriptions: z
      .strictObject({
        request_url: url.optional(),
        bot_events: distinct(names.max(100)).optional(),
        metadata_subscriptions: distinct(
          z
            .array(z.strictObject({ app_id: z.string(), event_type: z.string().max(50) }))
            .min(1)
            .max(20),
        ).optional(),
      })
      .optional(),
    interactivity: z.strictObject({
      is_enabled: z.boolean(),
      request_url: url.optional(),
      message_menu_options_url: url.optional(),
    }),
    org_deploy_enabled: flag,
    socket_mode_enabled: flag,
    token_rotation_enabled: flag,
  }),
});

const load = (file: string): unknown => parse(readFileSync(join(import.meta.dirname, '../..', file), 'utf8'));
const refused = (manifest: unknown) =>
  MANIFEST.safeParse(manifest).error?.issues.map(({ path }) => path.join('.')) ?? [];

describe.each(['manifest.yml', 'manifest.http.yml'])('%s', (file) => {
  it('is what Slack takes', () => {
    expect(refused(load(file))).toEqual([]);
  });
});

describe('the shape', () => {
  it.each([
    ['an unknown key', { settings: { event_subscription: {} } }, 'settings'],
    ['a name that is too long', { display_information: { name: 'n'.repeat(36) } }, 'display_information.name'],
    [
      'an address that is none',
      { settings: { interactivity: { is_enabled: true, request_url: 'bot' } } },
      'settings.interactivity.request_url',
    ],
    [
      'a metadata subscription without its app',
      { settings: { event_subscriptions: { metadata_subscriptions: [{ event_type: 'x' }] } } },
      'settings.event_subscriptions.metadata_subscriptions.0.app_id',
    ],
  ])('refuses %s', (_, part, at) => {
    const manifest = load('manifest.yml') as Record<string, object>;
    const [[key, value]] = Object.entries(part) as [[string, object]];
    expect(refused({ ...manifest, [key]: { ...manifest[key], ...value } })).toContain(at);
  });
});
