/**
 * A door to the embedded database, for the commands that read beside a running bot: PostgreSQL's protocol on loopback.
 * The engine has one session, so whoever is inside has it alone, and the bot waits meanwhile. That is good for a moment
 * of a demo; a team that wants it uses PostgreSQL.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';

/** The bot must not wait for a visitor who does nothing. */
const SILENCE_MS = 5_000;

const SSL = 80_877_103;
const TERMINATE = 'X'.charCodeAt(0);
const ROLLBACK = Buffer.from('Q\0\0\0\x0Drollback\0');

export async function openDoor(engine: PGlite): Promise<{ readonly url: string; readonly close: () => void }> {
  const inside = new Set<Socket>();
  const server = createServer((socket) => {
    inside.add(socket);
    socket.once('close', () => inside.delete(socket)).on('error', () => socket.destroy());
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    // The lock under which the engine runs each transaction and each query of the bot.
    void engine._runExclusiveTransaction(() => visit(engine, socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `postgres://postgres@127.0.0.1:${String(port)}/postgres`,
    close: () => {
      server.close();
      for (const socket of inside) socket.destroy();
    },
  };
}

async function visit(engine: PGlite, socket: Socket): Promise<void> {
  let rest = Buffer.alloc(0);
  try {
    for await (const part of socket as AsyncIterable<Buffer>) {
      rest = Buffer.concat([rest, part]);
      for (let length = lengthOf(rest); length !== undefined; length = lengthOf(rest)) {
        const message = rest.subarray(0, length);
        rest = rest.subarray(length);
        if (message[0] === TERMINATE) return;
        const asksForTls = message[0] === 0 && message.readInt32BE(4) === SSL;
        socket.write(asksForTls ? 'N' : await engine.execProtocolRaw(message));
      }
    }
  } catch {
    // It left in the middle.
  } finally {
    socket.end();
    // A transaction that it left open ends with it.
    await engine.execProtocolRaw(ROLLBACK);
  }
}

/** Of the first message, once all of it is here: only the first ones of a connection have no letter before the length. */
function lengthOf(bytes: Buffer): number | undefined {
  if (bytes.length < 5) return undefined;
  const length = bytes[0] === 0 ? bytes.readInt32BE(0) : 1 + bytes.readInt32BE(1);
  return bytes.length >= length ? length : undefined;
}
