/** The commands around a bot: its first configuration, its requests, completion. */
import { Argument, type Command, Option } from 'commander';
import type { RequestId } from '../core/request/request.ts';
import { STATES } from '../core/request/state.ts';
import type { Month } from '../core/value/month.ts';
import { month, requestId } from './arguments.ts';
import { completion, type Shell, SHELLS } from './completion.ts';
import type { InitOptions } from './init.ts';
import { REPORT_FORMATS, type ReportOptions } from './report.ts';
import type { RequestsOptions } from './requests.ts';
import { examples, exits, NEEDS_DATABASE, subcommand } from './subcommand.ts';

export interface MoreCommands {
  init(options: InitOptions): Promise<number>;
  listRequests(options: RequestsOptions): Promise<number>;
  showRequest(id: RequestId, json: boolean): Promise<number>;
  redrawRequests(json: boolean): Promise<number>;
  report(month: Month | undefined, options: ReportOptions): Promise<number>;
}

export function addInit(program: Command, commands: MoreCommands): void {
  subcommand(program, 'init', 'write a first configuration, .env and Slack manifest')
    .addOption(new Option('--mode <mode>', 'how Slack reaches the bot').choices(['socket', 'http']))
    .option('--url <url>', 'public address of the bot, for http')
    .option('--regions <regions>', 'region ids, with commas')
    .option('--cards <channel>', 'channel for request cards (C…); empty: none')
    .option('--requesters <ids>', 'who may request: U…, S…, @group, with commas')
    .option('--approvers <ids>', 'who approves')
    .option('--force', 'overwrite files that exist')
    .option('--json', 'print what was written and the steps left as JSON')
    .addHelpText(
      'after',
      `
Asks for what is not given. Secrets come from the environment or are typed,
never from the command line. Writes beside CONFIG_FILE.
${examples('redis-resize init', 'redis-resize init --mode socket --regions cn-hangzhou --approvers @sre')}`,
    )
    .action((options: InitOptions) => exits(commands.init(options)));
}

export function addRequests(program: Command, commands: MoreCommands): void {
  const requests = subcommand(program, 'requests', 'list requests, or show one with its history');
  subcommand(requests, 'list', 'list requests, newest first')
    .addOption(new Option('--state <state>', 'only in this state').choices(STATES))
    .option('--instance <id>', 'only for this instance: id, or part of its name')
    .option('--json', 'print JSON')
    .addHelpText('after', `\n${NEEDS_DATABASE}\n${examples('redis-resize requests list --state unknown')}`)
    .action((options: RequestsOptions) => exits(commands.listRequests(options)));
  subcommand(requests, 'show', 'show one request and what happened to it')
    .argument('<id>', 'such as rr-7k3f9qx2', requestId)
    .option('--json', 'print JSON')
    .addHelpText('after', `\n${NEEDS_DATABASE}\n${examples('redis-resize requests show rr-7k3f9qx2')}`)
    .action((id: RequestId, { json = false }: { json?: boolean }) => exits(commands.showRequest(id, json)));
  subcommand(requests, 'redraw', 'after a restore: have the bot edit the card of every open request')
    .option('--json', 'print JSON')
    .addHelpText('after', `\n${NEEDS_DATABASE}\n${examples('redis-resize requests redraw')}`)
    .action(({ json = false }: { json?: boolean }) => exits(commands.redrawRequests(json)));
}

export function addReport(program: Command, commands: MoreCommands): void {
  subcommand(program, 'report', 'show what was ordered in a month, by whom, and what it costs')
    .addArgument(new Argument('[month]', 'such as 2026-11, in UTC; default: this month').argParser(month))
    .option('--month <month>', 'the same, as an option', month)
    .addOption(new Option('--format <format>', 'how to print it').choices(REPORT_FORMATS).default('table'))
    .option('--json', 'the same as --format json')
    .option('--currency <code>', 'only orders in this currency')
    .addHelpText(
      'after',
      `
Canceled orders are listed and not summed. Amounts are quoted before tax;
pay-as-you-go counts by its increase per month. "paid" is from billing (right
bss:DescribeOrderDetail); without access to it payments are "unknown".
${NEEDS_DATABASE}
Billing also needs CONFIG_FILE and the access key of the bot.
${examples('redis-resize report', 'redis-resize report 2026-11 --format csv > report.csv')}`,
    )
    .action((given: Month | undefined, { month: named, json, ...options }: Given) =>
      exits(commands.report(given ?? named, json === true ? { ...options, format: 'json' } : options)),
    );
}

interface Given extends ReportOptions {
  readonly month?: Month;
  readonly json?: boolean;
}

export function addCompletion(program: Command): void {
  subcommand(program, 'completion', 'print a completion script for a shell')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText('after', examples('source <(redis-resize completion bash)'))
    .action((shell: Shell) => void process.stdout.write(completion(program, shell)));
}
