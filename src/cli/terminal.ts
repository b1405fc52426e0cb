/** Questions to a person, or to what stands in for one at the standard input. */
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';

export interface Terminal {
  /** A person can type an answer; else what answers may have ended already. */
  readonly interactive: boolean;
  /** The line that is typed, without spaces around it; undefined at the end of the input. `secret`: not shown. */
  ask(question: string, secret?: boolean): Promise<string | undefined>;
  say(text: string): void;
  close(): void;
}

export function openTerminal(input: NodeJS.ReadStream, output: NodeJS.WritableStream): Terminal {
  let muted = false;
  const shown = new Writable({
    write(chunk: Buffer, _, done) {
      if (!muted) output.write(chunk);
      done();
    },
  });
  const reader = createInterface({ input, output: shown, terminal: input.isTTY });
  reader.on('SIGINT', () => reader.close());
  let ended = false;
  reader.on('close', () => (ended = true));
  // What is sent in advance waits for its question.
  const lines = reader[Symbol.asyncIterator]();
  return {
    interactive: input.isTTY,
    async ask(question, secret = false) {
      reader.setPrompt(question);
      // At its end, what it still has to give is read, and it takes no prompt.
      if (ended) output.write(question);
      else reader.prompt();
      muted = secret;
      const line = await lines.next();
      muted = false;
      if (secret || !input.isTTY) output.write('\n');
      return line.done === true ? undefined : line.value.trim();
    },
    say: (text) => void output.write(`${text}\n`),
    close: () => reader.close(),
  };
}
