import type { Json } from './api.ts';
export function checkMessage(_blocks: readonly Json[]): readonly string[] {
  return [];
}
export function checkView(_view: unknown): readonly string[] {
  return [];
}
export function checkOptions(_answer: Json): readonly string[] {
  return [];
}
