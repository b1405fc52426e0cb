/**
 * The names that other programs, saved messages and people rely on, written out: whoever renames one breaks them. A new
 * name is added here; one that is here is not changed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command as Program } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/cli.ts';
import { createProgram } from '../../src/cli/program.ts';
import { ENVIRONMENT } from '../../src/config/environment.ts';
import { FLAG_NAMES } from '../../src/core/command/flags.ts';
import { parseCommand } from '../../src/core/command/parse.ts';
import { BUTTONS, RUNBOOK } from '../../src/core/request/state.ts';
import { opsRoutes } from '../../src/ops/routes.ts';
import { KNOWN } from '../../src/slack/entry/outdated.ts';
import { RESIZE_BACK } from '../../src/slack/ids.ts';
import { FIELDS, FORM } from '../../src/slack/form/form.ts';
import { CONFIRM } from '../../src/slack/messages/second-step.ts';
import { BREAK_GLASS } from '../../src/slack/messages/break-glass.ts';
import { ASKING } from '../../src/slack/listeners/modals.ts';
import { metricNames } from '../ops/metric-names.ts';

const METRICS = await metricNames();

const read = (name: string): string => readFileSync(join(import.meta.dirname, '../..', name), 'utf8');
const json = (name: string) => JSON.parse(read(name)) as Record<string, Record<string, unknown>>;
const schema = json('config/redis-resize.schema.json');
const manifest = (name: string) => parse(read(name)) as { features: { slash_commands: { command: string }[] } };

/** `audit export --format`: each command with each of its own options and arguments. */
function commandLine(program: Program, path = ''): readonly string[] {
  return program.commands.flatMap((command) => {
    const name = `${path}${command.name()}`;
    return [name, ...command.options.map(({ long }) => `${name} ${long}`), ...commandLine(command, `${name} `)];
  });
}

const quoted = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([, name = '']) => name);

describe('names that stay', () => {
  it.each<readonly [what: string, names: string, there: readonly string[]]>([
    ['views', 'resize approve reject settle confirm break_glass', [FORM, ...ASKING, CONFIRM, BREAK_GLASS]],
    ['submissions heard', 'resize approve reject settle confirm break_glass', KNOWN.submission],
    [
      'fields of the form',
      'instance target_class auto_pay coupon_no effective_time force_upgrade business_info reason channel start_at until',
      FIELDS,
    ],
    ['button of a card that is done', 'resize_back', [RESIZE_BACK]],
    ['buttons of the card', 'approve approve_comment reject withdraw recheck settle cancel_return', BUTTONS],
    [
      'actions heard',
      'approve approve_comment reject withdraw recheck settle cancel_return new_request resize_back pick_instance instance target_class coupon_no effective_time force_upgrade business_info',
      KNOWN.action,
    ],
    ['searches heard', 'instance target_class coupon_no', KNOWN.options],
    ['shortcuts heard', 'resize resize_from_message', KNOWN.shortcut],
    ['events heard', 'app_home_opened app_mention', KNOWN.event],
    ['slash commands heard', '/redis-resize', KNOWN.command],
    [
      'slash commands of the manifests',
      '/redis-resize',
      ['manifest.yml', 'manifest.http.yml'].flatMap((name) =>
        manifest(name).features.slash_commands.map(({ command }) => command),
      ),
    ],
    [
      'flags of the slash command',
      'no-auto-pay auto-pay coupon at force no-force business-info region reason start until',
      FLAG_NAMES,
    ],
    [
      'states',
      'pending approved ordering ordered awaiting_payment scheduled changing stalled unknown completed rejected ' +
        'withdrawn expired cancelled failed',
      Object.keys(RUNBOOK),
    ],
    [
      'environment variables',
      'SLACK_BOT_TOKEN SLACK_SIGNING_SECRET SLACK_APP_TOKEN SLACK_MODE SLACK_API_URL ALIBABA_CLOUD_ACCESS_KEY_ID ' +
        'ALIBABA_CLOUD_ACCESS_KEY_SECRET ALIBABA_CLOUD_SECURITY_TOKEN DATABASE_URL DATABASE_SCHEMA AUDIT_KEY ' +
        'CONFIG_FILE HOST PORT ' +
        'LOG_LEVEL HTTPS_PROXY HTTP_PROXY NO_PROXY AUDIT_WEBHOOK_URL AUDIT_WEBHOOK_SECRET ' +
        'OTEL_EXPORTER_OTLP_ENDPOINT OTEL_EXPORTER_OTLP_HEADERS',
      ENVIRONMENT.map(({ name }) => name),
    ],
    [
      'environment variables that may name a file',
      'SLACK_BOT_TOKEN SLACK_SIGNING_SECRET SLACK_APP_TOKEN ALIBABA_CLOUD_ACCESS_KEY_ID ' +
        'ALIBABA_CLOUD_ACCESS_KEY_SECRET ALIBABA_CLOUD_SECURITY_TOKEN DATABASE_URL AUDIT_KEY AUDIT_WEBHOOK_URL AUDIT_WEBHOOK_SECRET ' +
        'OTEL_EXPORTER_OTLP_HEADERS',
      ENVIRONMENT.filter(({ secret }) => secret).map(({ name }) => name),
    ],
    [
      'HTTP paths',
      '/healthz /readyz /metrics',
      opsRoutes(
        () => Promise.resolve({ problems: [], warnings: [] }),
        () => Promise.resolve({ type: '', body: '' }),
      ).map(({ path }) => path),
    ],
    ['HTTP path of Slack', '/slack/events', quoted(read('src/slack/transports.ts'), /EVENTS_PATH = '([^']+)'/g)],
    [
      'metrics',
      'redis_resize_jobs_total redis_resize_job_seconds_total redis_resize_refused_requests_total ' +
        'redis_resize_requests redis_resize_outbox_pending redis_resize_webhook_pending redis_resize_webhook_given_up',
      METRICS,
    ],
    [
      'queues',
      'publish order watch deadline',
      quoted(/QUEUES[^{]*{([^]*?)\n};/.exec(read('src/store/jobs.ts'))?.[1] ?? '', /^ {2}(\w+):/gm),
    ],
    [
      'sections of the configuration',
      'version slack accounts defaults presets groups rules freezes limits locks freezers',
      Object.keys(schema['properties'] ?? {}),
    ],
    [
      'npm scripts',
      'start demo test test:postgres test:browser bench check',
      Object.keys(json('package.json')['scripts'] ?? {}),
    ],
  ])('%s', (_, names, there) => {
    expect(there).toEqual(expect.arrayContaining(names.split(' ')));
  });

  it('commands and options of the command line', () => {
    expect(commandLine(createProgram(commands))).toEqual(
      expect.arrayContaining([
        'start',
        'check',
        'check --config-only',
        'init',
        'requests list',
        'requests list --state',
        'requests list --instance',
        'requests list --json',
        'requests show',
        'requests redraw',
        'completion',
        'report',
        ...['month', 'format', 'json', 'currency'].map((option) => `report --${option}`),
        'doctor',
        'doctor --json',
        'explain',
        ...['user', 'instance', 'class', 'region', 'no-auto-pay', 'auto-pay', 'coupon', 'at', 'force', 'json'].map(
          (option) => `explain --${option}`,
        ),
        'policy test',
        'policy test --config',
        'policy test --json',
        'audit verify',
        ...['expect', 'archive'].map((option) => `audit verify --${option}`),
        'audit export',
        ...['format', 'since', 'until', 'request', 'actor', 'kind'].map((option) => `audit export --${option}`),
        'audit archive',
        ...['before', 'to', 'json'].map((option) => `audit archive --${option}`),
        'schema',
        'schema --cases',
        'schema --write',
      ]),
    );
  });

  it.each([
    ['', 'request'],
    ['r-bp1zxszhcgatnx', 'request'],
    ['r-bp1zxszhcgatnx redis.master.mid.default', 'request'],
    ['status', 'status'],
    ['status rr-7k3f9qx2', 'status'],
    ['status r-bp1zxszhcgatnx', 'status'],
    ['list', 'list'],
    ['history', 'history'],
    ['history r-bp1zxszhcgatnx', 'history'],
    ['withdraw rr-7k3f9qx2', 'withdraw'],
    ['orders-cache 4GB', 'request'],
    ['orders-cache +1', 'request'],
    ['status orders-cache', 'status'],
    ['why r-bp1zxszhcgatnx redis.master.mid.default', 'why'],
    ['lock r-bp1zxszhcgatnx a migration', 'lock'],
    ['unlock r-bp1zxszhcgatnx', 'unlock'],
    ['locks', 'locks'],
    ['freeze a migration', 'freeze'],
    ['freeze sale --until 6h', 'freeze'],
    ['unfreeze', 'unfreeze'],
    ['suggest', 'suggest'],
    ['suggest orders-cache', 'suggest'],
    ['report', 'report'],
    ['report 2026-11', 'report'],
    ['help', 'help'],
  ])('the words “%s” of the slash command', (text, kind) => {
    expect(parseCommand(text).kind).toBe(kind);
  });
});
