import { statfs } from 'node:fs/promises';

/** The engine writes its log in files of 16 MB. */
const LEAST_FREE_BYTES = 32 * 1024 * 1024;

/**
 * Says when the disk of an embedded database is nearly full. A row that is written again fits into the page it has, so that
 * writing one does not show it: the next request would be the first to fail.
 */
export async function roomTrouble(directory: string, leastBytes = LEAST_FREE_BYTES): Promise<string | undefined> {
  const { bavail, bsize } = await statfs(directory);
  const free = bavail * bsize;
  if (free >= leastBytes) return undefined;
  const megabytes = (bytes: number): string => `${String(Math.floor(bytes / 1024 / 1024))} MB`;
  return `the disk of the embedded database has ${megabytes(free)} left, and ${megabytes(leastBytes)} are needed`;
}
