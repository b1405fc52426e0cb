/** The commands, their flags and their help. Each does its work in a file of its own, loaded when it is asked for. */
import { readFileSync } from 'node:fs';
import { Argument, Command, InvalidArgumentError, Option } from 'commander';
import { meaningOf, readRegion } from '../core/command/words.ts';
import { nearestClasses } from '../core/instance/classes.ts';
import { readCoupon } from '../core/value/coupon.ts';
import { tolerateClosedPipe } from './words.ts';
import type { ExplainOptions } from './explain.ts';
import type { PolicyTestOptions } from './policy-test.ts';

export function createProgram(): Command {
  const program = new Command('redis-resize')
    .description('Slack bot that changes specs of Alibaba Cloud Redis instances, by rules and with approval.')
    .version(version())
    .showHelpAfterError('(--help shows how it is written)')
    .exitOverride()
    .hook('preAction', (_, action) => {
      if (action.name() !== 'start') tolerateClosedPipe();
    })
    .addHelpText('after', EXITS);

  program
    .command('start')
    .description('run the bot until a signal ends it')
    .addHelpText('after', examples('redis-resize start', 'CONFIG_FILE=/etc/redis-resize.yaml redis-resize start'))
    .action(async () => (await import('../main.ts')).main());

  program
    .command('check')
    .description('check the environment and the configuration file; every problem is told at its place')
    .addArgument(new Argument('[file]', 'configuration file; default: CONFIG_FILE, else config/redis-resize.yaml'))
    .option('--config-only', 'leave the environment out')
    .addHelpText('after', examples('redis-resize check', 'redis-resize check --config-only config/redis-resize.yaml'))
    .action(async (file: string | undefined, options: { configOnly?: true }) => {
      const { check } = await import('./check.ts');
      process.exitCode = check(file, options.configOnly ?? false);
    });

  program
    .command('doctor')
    .description('look at everything the bot needs, and say what is wrong and what to do about it')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `\nIt changes nothing, and asks Slack, the cloud and the database with calls that only read.\n` +
        'Exit codes: 0 nothing is wrong (there may be warnings), 1 something is, 2 environment or configuration are,\n' +
        '3 something could not be found out.\n' +
        examples('redis-resize doctor', `redis-resize doctor --json | jq '.findings[] | select(.status != "ok")'`),
    )
    .action(async (options: { json?: true }) => {
      const { doctor } = await import('./doctor.ts');
      process.exitCode = await doctor(options);
    });

  addExplain(program);
  addPolicy(program);
  addAudit(program);

  program
    .command('schema')
    .description('print the JSON Schema of the configuration file')
    .option('--cases', 'that of the cases of policy test')
    .option('--write', 'write both to config/ instead')
    .addHelpText('after', examples('redis-resize schema > redis-resize.schema.json'))
    .action(async ({ write, cases }: { write?: true; cases?: true }) => {
      const schema = await import('./schema.ts');
      if (write) schema.writeSchemas();
      else schema.printSchema(cases ? 'cases' : 'configuration');
    });
  return program;
}

function addExplain(program: Command): void {
  program
    .command('explain')
    .description('what the rules say to a change, as the bot would judge it now; nothing is requested')
    .requiredOption('--user <id>', 'who asks: a Slack user id', slackUser)
    .requiredOption('--instance <id>', 'instance id', instance)
    .requiredOption('--class <name>', 'class after the change', targetClass)
    .option('--region <region>', 'look in this region only', region)
    .option('--no-auto-pay', 'leave the order unpaid')
    .addOption(new Option('--auto-pay', 'pay the order at once').default(undefined))
    .option('--coupon <coupon>', 'none, best, or a coupon number', coupon)
    .addOption(new Option('--at <time>', 'when the change is made').choices(['now', 'maintain']))
    .option('--force', 'even if commands in use are unsupported by the class')
    .option('--no-force', 'not if commands in use are unsupported')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `\nWhat is not given is as under "defaults" of the configuration. Needs the environment of the bot.\n` +
        examples(
          'redis-resize explain --user U0DEV1 --instance r-bp1zxszhcgatnx --class redis.master.mid.default',
          'redis-resize explain --user U0DEV1 --instance r-bp1zxszhcgatnx --class redis.master.mid.default --at maintain --json',
        ),
    )
    .action(async (options: ExplainOptions) => {
      const { explain } = await import('./explain.ts');
      process.exitCode = await explain(options);
    });
}

function addPolicy(program: Command): void {
  program
    .command('policy')
    .description('the rules, tried without the bot')
    .command('test')
    .description('ask the rules your own cases, and say where the answer is another than you expect')
    .argument('<cases.yaml>', 'the cases; config/policy-cases.yaml is an example')
    .option('--config <file>', 'configuration file; default: CONFIG_FILE, else config/redis-resize.yaml')
    .option('--json', 'as JSON')
    .addHelpText(
      'after',
      `\nIt needs no environment, and asks neither Slack nor the cloud.\n` +
        'Exit codes: 0 every case passes, 1 one does not, 2 the cases or the configuration are wrong.\n' +
        examples('redis-resize policy test config/policy-cases.yaml'),
    )
    .action(async (file: string, options: PolicyTestOptions) => {
      const { policyTest } = await import('./policy-test.ts');
      process.exitCode = policyTest(file, options);
    });
}

function addAudit(program: Command): void {
  const audit = program
    .command('audit')
    .description('the audit log: a chain of events, each with the hash of the one before');
  audit
    .command('verify')
    .description('walk the chain; tells the first event whose link does not hold')
    .addHelpText('after', `\n${NEEDS_DATABASE}\n${examples('redis-resize audit verify')}`)
    .action(async () => {
      process.exitCode = await (await import('./audit.ts')).verify();
    });
  audit
    .command('export')
    .description('write every event to standard output, oldest first')
    .addOption(new Option('--format <format>', 'one JSON object or one row a line').choices(FORMATS).default('jsonl'))
    .addHelpText('after', `\n${NEEDS_DATABASE}\n${examples('redis-resize audit export --format csv > audit.csv')}`)
    .action(async ({ format }: { format: (typeof FORMATS)[number] }) => {
      process.exitCode = await (await import('./audit.ts')).exportEvents(format);
    });
}

const FORMATS = ['jsonl', 'csv'] as const;

const EXITS = `
Exit codes: 0 yes or done, 1 no (denied, audit log broken, the bot cannot start), 2 wrong command, environment or
configuration, 3 could not be found out (Slack, the cloud or the database did not answer).`;

const NEEDS_DATABASE =
  'Of the environment it needs DATABASE_URL alone. The embedded database can be read while the bot is stopped,\n' +
  'PostgreSQL at any time.';

function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}

function slackUser(text: string): string {
  if (/^[UW][A-Z0-9]{2,31}$/.test(text)) return text;
  throw new InvalidArgumentError('It is the id of a Slack user (U… or W…), not a name.');
}

function instance(text: string): string {
  const meaning = meaningOf(text);
  if (meaning.kind === 'instance') return meaning.instanceId;
  throw new InvalidArgumentError('It is an instance id such as r-bp1zxszhcgatnx.');
}

function targetClass(text: string): string {
  const meaning = meaningOf(text);
  if (meaning.kind === 'class') return meaning.targetClass;
  const [near] = meaning.kind === 'malformed' && meaning.like === 'class' ? nearestClasses(meaning.word, 1) : [];
  const hint = near === undefined ? '' : ` (Did you mean ${near}?)`;
  throw new InvalidArgumentError(`It is a class such as redis.master.mid.default.${hint}`);
}

function region(text: string): string {
  const read = readRegion(text);
  if (read !== undefined) return read;
  throw new InvalidArgumentError('It is a region id such as cn-hangzhou.');
}

function coupon(text: string): string {
  const read = readCoupon(text);
  if (read !== undefined) return read;
  throw new InvalidArgumentError('It is none, best, or a coupon number of letters and digits.');
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
