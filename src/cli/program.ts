/** The commands, their options and their help. What they do is passed in and loaded when it is needed. */
import { readFileSync } from 'node:fs';
import { Argument, Command, Option } from 'commander';
import { actor, channel, coupon, eventKind, keptHash, moment, region, repeated, requestId } from './arguments.ts';
import { targetClass, time } from './arguments.ts';
import type { ArchiveOptions, ExportOptions, VerifyOptions } from './audit.ts';
import type { ExplainOptions } from './explain.ts';
import type { PolicyTestOptions } from './policy-test.ts';
import { addCompletion, addInit, addReport, addRequests, type MoreCommands } from './program-more.ts';
import type { SchemaOptions } from './schema.ts';
import { examples, exits, NEEDS_DATABASE, subcommand } from './subcommand.ts';

/** All but `start` resolve with the exit code. */
export interface Commands extends MoreCommands {
  /** Before any other, with the file of --env-file. */
  prepare(envFile: string | undefined): void;
  start(): Promise<void>;
  check(file: string | undefined, configOnly: boolean, json: boolean): Promise<number>;
  doctor(options: { readonly json?: boolean }): Promise<number>;
  explain(options: ExplainOptions): Promise<number>;
  policyTest(file: string, options: PolicyTestOptions): Promise<number>;
  verifyAudit(options: VerifyOptions): Promise<number>;
  exportAudit(options: ExportOptions): Promise<number>;
  archiveAudit(options: ArchiveOptions): Promise<number>;
  schema(options: SchemaOptions): Promise<number>;
}

interface CheckOptions {
  readonly configOnly?: boolean;
  readonly json?: boolean;
}

const FORMATS = ['jsonl', 'csv'] as const;

export function createProgram(commands: Commands): Command {
  const program = new Command('redis-resize')
    .description('Slack bot that resizes Alibaba Cloud Redis instances, by policy and with approval.')
    .version(version())
    .showHelpAfterError('Run redis-resize --help for usage.')
    .option('--env-file <file>', 'variables to add; default: .env beside the configuration')
    .configureHelp({ showGlobalOptions: true })
    .exitOverride()
    .hook('preAction', (self) => {
      commands.prepare(self.opts<{ envFile?: string }>().envFile);
    })
    .addHelpText('after', EXITS);
  addInit(program, commands);
  addStart(program, commands);
  addDoctor(program, commands);
  addExplain(program, commands);
  addPolicy(program, commands);
  addRequests(program, commands);
  addReport(program, commands);
  addAudit(program, commands);
  addSchema(program, commands);
  addCompletion(program);
  return program;
}

function addStart(program: Command, commands: Commands): void {
  subcommand(program, 'start', 'run the bot until it receives a signal')
    .addHelpText('after', examples('redis-resize start', 'CONFIG_FILE=/etc/redis-resize.yaml redis-resize start'))
    .action(() => commands.start());

  subcommand(program, 'check', 'check environment and configuration; report every problem with line numbers')
    .addArgument(new Argument('[file]', CONFIG))
    .option('--config-only', 'skip the environment')
    .option('--json', 'print JSON')
    .addHelpText('after', examples('redis-resize check', 'redis-resize check --config-only config/redis-resize.yaml'))
    .action((file: string | undefined, { configOnly = false, json = false }: CheckOptions) =>
      exits(commands.check(file, configOnly, json)),
    );
}

function addDoctor(program: Command, commands: Commands): void {
  subcommand(program, 'doctor', 'diagnose Slack, Alibaba Cloud and database access, with fixes')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Changes nothing: all calls to Slack, Alibaba Cloud and the database only read.
Exit codes: 0 no problems (warnings possible), 1 problems found, 2 invalid
environment or configuration, 3 inconclusive.
${examples('redis-resize doctor', `redis-resize doctor --json | jq '.findings[] | select(.status != "ok")'`)}`,
    )
    .action((options: { json?: boolean }) => exits(commands.doctor(options)));
}

function addExplain(program: Command, commands: Commands): void {
  subcommand(program, 'explain', 'show how the rules would judge a change; requests nothing')
    .requiredOption('--user <id>', 'the requester: Slack user id, or a name such as @mei')
    .requiredOption('--instance <id>', 'instance: id, name, or a unique part of a name')
    .requiredOption('--class <name>', 'new class: name, size (4GB), step (+1) or preset', targetClass)
    .option('--region <region>', 'look only in this region', region)
    .option('--channel <id>', 'as if the command was used in this channel', channel)
    .option('--no-auto-pay', 'leave the order unpaid')
    .addOption(new Option('--auto-pay', 'pay the order automatically').default(undefined))
    .option('--coupon <coupon>', 'none, best, or a coupon number', coupon)
    .addOption(new Option('--at <time>', 'when the change happens').choices(['now', 'maintain']))
    .option('--until <time>', 'temporary: a duration (3d) or a time (mon 09:00), then back', time)
    .option('--start <time>', 'place the order at that time', time)
    .option('--force', "proceed even if the new class doesn't support commands in use")
    .option('--no-force', "refuse the change if the new class doesn't support commands in use")
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Omitted options use "defaults" of the configuration. Needs the environment of
the bot.
${examples(EXPLAIN, `${EXPLAIN} \\\n    --at maintain --json`)}`,
    )
    .action((options: ExplainOptions) => exits(commands.explain(options)));
}

const EXPLAIN = `redis-resize explain --user U0DEV1 --instance r-bp1zxszhcgatnx \\
    --class redis.master.mid.default`;

function addPolicy(program: Command, commands: Commands): void {
  const policy = subcommand(program, 'policy', 'test the policy without the bot');
  subcommand(policy, 'test', 'run policy cases; report each unexpected decision')
    .argument('<cases.yaml>', 'the cases; see config/policy-cases.yaml for an example')
    .option('--config <file>', CONFIG)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Needs no environment; calls neither Slack nor Alibaba Cloud.
Exit codes: 0 all cases pass, 1 some fail, 2 invalid cases or configuration.
${examples('redis-resize policy test config/policy-cases.yaml')}`,
    )
    .action((file: string, options: PolicyTestOptions) => exits(commands.policyTest(file, options)));
}

function addAudit(program: Command, commands: Commands): void {
  const audit = subcommand(program, 'audit', 'verify, export or archive the audit log, a hash chain of events');
  subcommand(audit, 'verify', 'check the hash chain; report the first broken event')
    .option('--json', 'print JSON')
    .option('--expect <hash>', 'also require this hash, as HASH or SEQ:HASH (a checkpoint)', keptHash)
    .option('--archive <file>', 'also check archived events; repeat for several, oldest first', repeated(String))
    .addHelpText(
      'after',
      `
${NEEDS_DATABASE} If the bot runs with AUDIT_KEY, so must this.
Exit codes: 0 intact (and the expected hash is there), 1 broken (or it is not
there), 2 invalid command or environment, or another AUDIT_KEY, 3 inconclusive.
${examples('redis-resize audit verify', `redis-resize audit verify --expect 1024:9f86d081… --archive 2025.jsonl`)}`,
    )
    .action((options: VerifyOptions) => exits(commands.verifyAudit(options)));
  subcommand(audit, 'export', 'write events to standard output, oldest first')
    .addOption(new Option('--format <format>', 'one JSON object or CSV row per line').choices(FORMATS).default('jsonl'))
    .option('--since <time>', 'only events from this time on', moment)
    .option('--until <time>', 'only events before this time', moment)
    .option('--request <id>', 'only events of this request', requestId)
    .option('--actor <person>', 'only what this person did (U012ABC or T012AB/U012ABC), or bot', actor)
    .option('--kind <kind>', 'only events of this kind; repeat for several', repeated(eventKind))
    .addHelpText(
      'after',
      `
${NEEDS_DATABASE} ${TIMES}
${examples(
  'redis-resize audit export --format csv > audit.csv',
  'redis-resize audit export --since 7d --kind denied --kind click_refused',
)}`,
    )
    .action((options: ExportOptions) => exits(commands.exportAudit(options)));
  subcommand(audit, 'archive', 'move old events from the database to a file')
    .requiredOption('--before <time>', 'events before this time', moment)
    .requiredOption('--to <file>', 'a new file, one JSON object per line')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `
Keeps every event from the first one on that is still needed: of an open
request, or not posted in Slack yet. If it was interrupted, run it again with
the same file.
${NEEDS_DATABASE} ${TIMES}
${examples('redis-resize audit archive --before 365d --to audit-2025.jsonl')}`,
    )
    .action((options: ArchiveOptions) => exits(commands.archiveAudit(options)));
}

const TIMES = `Times are
2026-11-01, 2026-11-01T09:00Z (UTC without a zone), or how long ago, such as 7d.`;

function addSchema(program: Command, commands: Commands): void {
  subcommand(program, 'schema', 'print the JSON Schema of the configuration file')
    .option('--cases', 'print that of policy cases instead')
    .option('--write', 'update both in config/, and docs/policy-reference.md')
    .addHelpText('after', examples('redis-resize schema > redis-resize.schema.json'))
    .action((options: SchemaOptions) => exits(commands.schema(options)));
}

const CONFIG = 'configuration file; default: CONFIG_FILE, or config/redis-resize.yaml';

const EXITS = `
Exit codes: 0 success or yes, 1 no (denied, audit log broken, bot cannot start),
2 invalid command, environment or configuration, 3 inconclusive (no answer from
Slack, Alibaba Cloud or the database).`;

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
