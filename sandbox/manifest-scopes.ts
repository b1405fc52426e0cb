import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export interface MetadataSubscription {
  readonly app_id: string;
  readonly event_type: string;
}

/** What our manifest switches on besides scopes. */
export interface AppFeatures {
  readonly homeTab: boolean;
  readonly shortcuts: readonly Shortcut[];
  /** Of `bot_events`. */
  readonly events: readonly string[];
}

export interface Shortcut {
  readonly name: string;
  readonly type: 'global' | 'message';
  readonly callback_id: string;
  readonly description: string;
}

interface Manifest {
  readonly features: {
    readonly app_home?: { readonly home_tab_enabled?: boolean };
    readonly shortcuts?: readonly Shortcut[];
  };
  readonly settings: {
    readonly event_subscriptions?: {
      readonly bot_events?: readonly string[];
      readonly metadata_subscriptions?: readonly MetadataSubscription[];
    };
  };
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
}

/** The scopes that installing our manifest grants: the local Slack grants no others. */
export function manifestScopes(): readonly string[] {
  return manifest().oauth_config.scopes.bot;
}

export function manifestFeatures(): AppFeatures {
  const { features, settings } = manifest();
  return {
    homeTab: features.app_home?.home_tab_enabled === true,
    shortcuts: features.shortcuts ?? [],
    events: settings.event_subscriptions?.bot_events ?? [],
  };
}

/** The messages with metadata that our manifest asks to hear of; none without the event itself. */
export function manifestSubscriptions(): readonly MetadataSubscription[] {
  const { bot_events: events = [], metadata_subscriptions: wanted = [] } =
    manifest().settings.event_subscriptions ?? {};
  return events.includes('message_metadata_posted') ? wanted : [];
}

let known: Manifest | undefined;

function manifest(): Manifest {
  known ??= parse(readFileSync(join(import.meta.dirname, '../manifest.yml'), 'utf8')) as Manifest;
  return known;
}
