/** The directory of an embedded database: one process holds it, and runs the engine on it. */
import { chmodSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { lockDirectory } from './directory-lock.ts';
import { type Engine, startEngine } from './engine.ts';

interface Held {
  readonly engine: Promise<Engine>;
  /** Gives the directory back; for when the engine is closed. */
  readonly unlock: () => void;
}

const begun = new Map<string, Promise<Held>>();

/**
 * Begins to open it: resolves when the engine's thread is at work, so that this one can load the rest of the program
 * meanwhile. What goes wrong is told to who opens it.
 */
export async function beginToOpen(directory: string): Promise<void> {
  const holding = hold(directory);
  begun.set(directory, holding);
  await holding.catch(() => undefined);
}

/** Makes the directory where there is none. Rejects with DirectoryInUse, or with why the engine cannot be started. */
export async function openDirectory(directory: string): Promise<{ readonly engine: Engine } & Pick<Held, 'unlock'>> {
  const holding = begun.get(directory) ?? hold(directory);
  begun.delete(directory);
  const { engine, unlock } = await holding;
  return { engine: await engine, unlock };
}

async function hold(directory: string): Promise<Held> {
  const whole = resolve(directory);
  const path = join(whole, 'pgdata');
  makePrivate(whole, path);
  const unlock = await lockDirectory(whole);
  const engine = startEngine(path);
  engine.catch(unlock);
  return { engine, unlock };
}

/** Who may read the directory reads every request. */
function makePrivate(...paths: readonly string[]): void {
  for (const path of paths) {
    mkdirSync(path, { recursive: true, mode: PRIVATE });
    try {
      chmodSync(path, PRIVATE);
    } catch {
      // A mounted directory may belong to another user; it is theirs to protect.
    }
  }
}

const PRIVATE = 0o700;
