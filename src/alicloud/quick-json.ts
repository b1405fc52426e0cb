import { createRequire } from 'node:module';

interface Reader {
  parse: (answer: string | Buffer) => unknown;
}

/** Characters from which the time is noticed: the usage of a week has 1.6 million, an order a hundred. */
const LARGE = 64 * 1024;
let quick = false;

/**
 * pop-core reads answers by json-bigint, character by character: a tenth of a second for the usage of a week, in which
 * nobody is acknowledged. A large answer is read by JavaScript's own reader, in a tenth of that; where it holds a number that this may
 * not keep exactly, and where it is no JSON, as ever.
 */
export function readLargeAnswersQuickly(): void {
  if (quick) return;
  quick = true;
  const ofPopCore = createRequire(createRequire(import.meta.url).resolve('@alicloud/pop-core'));
  const reader = ofPopCore('json-bigint') as Reader;
  const exact = reader.parse;
  reader.parse = (answer) => {
    if (answer.length < LARGE) return exact(answer);
    const text = answer.toString();
    try {
      const read = JSON.parse(text) as unknown;
      return isExact(read) ? read : exact(text);
    } catch {
      return exact(text);
    }
  };
}

function isExact(value: unknown): boolean {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return typeof value !== 'object' || value === null || Object.values(value).every(isExact);
}
