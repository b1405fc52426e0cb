/** The `redis-resize` command line. What each command does is in cli/. */
import { CommanderError } from 'commander';
import { EXIT } from './cli/exit.ts';
import { createProgram } from './cli/program.ts';
import { reasonOf } from './cli/words.ts';

try {
  await createProgram().parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.wrong;
  else {
    console.error(`redis-resize: ${reasonOf(error)}`);
    process.exitCode = EXIT.cannot;
  }
}
