import { SlackFault } from '../core/faults.ts';

/** Why the bot could not start, and what to do about it. */
export interface StartFailure {
  readonly reason: string;
  readonly next: string;
}

const DOCTOR = 'Run redis-resize doctor to find out more.';

/** By the error that ended the start. Its message may quote a database URL: redact it before it is shown. */
export function startFailure(error: unknown, { host, port }: { readonly host: string; readonly port: number }) {
  if (error instanceof SlackFault) return { reason: `Slack request failed: ${error.code}`, next: DOCTOR };
  if (!(error instanceof Error)) return { reason: 'unknown error', next: DOCTOR };
  const { code = '', syscall, hostname } = error as NodeJS.ErrnoException & { readonly hostname?: string };
  const ours = syscall === 'listen' || (syscall === 'getaddrinfo' && hostname === host);
  const listen = ours ? LISTEN[code]?.(host, port) : undefined;
  return listen ?? { reason: error.message === '' ? code : error.message, next: DOCTOR };
}

const SET_HOST = 'Set HOST to 127.0.0.1 (local only) or 0.0.0.0 (all interfaces).';

/** Why a server cannot listen, by the code of Node.js. */
const LISTEN: Readonly<Record<string, (host: string, port: number) => StartFailure>> = {
  EADDRINUSE: (host, port) => ({
    reason: `port ${String(port)} on ${host} is already in use`,
    next: 'Stop the other process, or set PORT to a free port.',
  }),
  EACCES: (_, port) => ({
    reason: `this user may not listen on port ${String(port)}`,
    next: 'Set PORT to 1024 or higher.',
  }),
  EADDRNOTAVAIL: (host) => ({ reason: `${host} is not an address of this machine`, next: SET_HOST }),
  ENOTFOUND: (host) => ({ reason: `HOST is ${host}, a name that has no address`, next: SET_HOST }),
  EAI_AGAIN: (host) => ({ reason: `HOST is ${host}, and no name server answers for it`, next: SET_HOST }),
};
