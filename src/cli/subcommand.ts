/** What every command of the program is made with. */
import type { Command } from 'commander';

export const NEEDS_DATABASE = `Needs only DATABASE_URL. Works beside a running bot, with the embedded database
and with PostgreSQL.`;

export function subcommand(parent: Command, name: string, description: string): Command {
  const path = `${parent.parent === null ? '' : `${parent.parent.name()} `}${parent.name()} ${name}`;
  return parent.command(name).description(description).showHelpAfterError(`Run ${path} --help for usage.`);
}

export async function exits(code: Promise<number>): Promise<void> {
  process.exitCode = await code;
}

export function examples(...lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`;
}
