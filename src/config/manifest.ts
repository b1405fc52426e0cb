import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const manifest = z.object({ oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }) });

/** The scopes the bot needs, as manifest.yml requests them. Throws when that file is missing. */
export function manifestScopes(): readonly string[] {
  const text = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
  return manifest.parse(parse(text)).oauth_config.scopes.bot;
}
