/** Reading JSON of unknown shape: everything that comes from the app or from the page. */
import type { Json } from './api.ts';

export type JsonObject = { readonly [key: string]: Json | undefined };

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

export function listOf(value: unknown): readonly Json[] {
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function clone<T>(value: T): T {
  return structuredClone(value);
}

/** Characters of every text in it; a person is as long as the id. */
export function sizeOfTexts(value: Json | undefined): number {
  if (Array.isArray(value)) return (value as readonly Json[]).reduce<number>((sum, one) => sum + sizeOfTexts(one), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce((sum, [name, one]) => {
    const counts = typeof one === 'string' && (name === 'text' || name === 'user_id');
    return sum + (counts ? one.length : sizeOfTexts(one));
  }, 0);
}
