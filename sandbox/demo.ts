/** `npm run demo`: the whole story on this machine, told once in the terminal, then yours to play with. */
import { readArguments, USAGE } from './demo/arguments.ts';
import { createPaper } from './demo/paper.ts';
import { show } from './demo/show.ts';

const BAD_USAGE = 2;

// Whoever reads may leave (a closed terminal, `| head`); everything is still taken down.
process.stdout.on('error', () => undefined);

const asked = readArguments(process.argv.slice(2));
if (asked.kind === 'help') {
  console.log(USAGE);
} else if (asked.kind === 'wrong') {
  console.error(`${asked.problem}\n\n${USAGE}`);
  process.exitCode = BAD_USAGE;
} else {
  const code = await show(asked.options, createPaper(process.stdout, process.env));
  // A story that was interrupted still waits for its next line.
  process.exit(code);
}
