import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

interface Manifest {
  readonly oauth_config: { readonly scopes: { readonly bot: readonly string[] } };
}

/** The scopes that installing our manifest grants: the local Slack grants no others. */
export function manifestScopes(): readonly string[] {
  const text = readFileSync(join(import.meta.dirname, '../manifest.yml'), 'utf8');
  return (parse(text) as Manifest).oauth_config.scopes.bot;
}
