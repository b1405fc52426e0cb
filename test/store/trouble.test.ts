import { expect, it } from 'vitest';
import { troubleOf } from '../../src/store/trouble.ts';

const fault = (fields: object, message = '') => Object.assign(new Error(message), fields);

it.each<[unknown, string, boolean]>([
  [fault({ code: 'ECONNREFUSED' }), 'nothing listens at its address (ECONNREFUSED)', true],
  // What Node.js throws when every address of a name fails.
  [new AggregateError([fault({ code: 'ECONNREFUSED' })]), 'nothing listens at its address (ECONNREFUSED)', true],
  [fault({ code: 'ENOSPC' }), 'the disk is full (ENOSPC)', true],
  [fault({ code: 'EACCES' }), 'access to its directory is refused (EACCES)', false],
  [fault({ code: 'EEXIST' }), 'its path is not a directory (EEXIST)', false],
  // The file system of the embedded engine has numbers of its own, and throws what is no Error.
  [{ name: 'ErrnoError', errno: 51 }, 'the disk is full (ENOSPC)', true],
  [fault({ code: '53100' }), 'the disk is full (53100)', true],
  [fault({ code: '28P01' }, 'password authentication failed'), 'the password is refused (28P01)', false],
  [fault({ code: '25006' }), 'it is read-only (a standby?) (25006)', true],
  [fault({ code: 'XX000' }, 'what the server says'), 'what the server says', false],
  [fault({}, 'Connection terminated unexpectedly'), 'Connection terminated unexpectedly', true],
  [fault({}, 'a fault of our own'), 'a fault of our own', false],
  [{}, 'it fails for an unknown reason', false],
  [undefined, 'it fails for an unknown reason', false],
])('%o: %s, passing %s', (error, words, passing) => {
  expect(troubleOf(error)).toEqual({ words, passing });
});
