/** Inputs whose bounds must fit each other. */
import { textOf, type JsonObject } from '../json.ts';
import type { Report } from './rule.ts';

export function checkLengths(value: JsonObject, report: Report): void {
  const min = lengthOf(value['min_length'], 0);
  const max = lengthOf(value['max_length'], 3000);
  if (min > max) report('min_length must not be greater than max_length', '/min_length');
  const initial = textOf(value['initial_value']);
  if (initial === undefined) return;
  if (initial.length > max) report(`must be less than ${max + 1} characters`, '/initial_value');
  if (initial.length < min) report(`must be more than ${min - 1} characters`, '/initial_value');
}

function lengthOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

const WHOLE = /^-?\d+$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;

/** The numbers are written as strings. */
export function checkNumbers(value: JsonObject, report: Report): void {
  const pattern = value['is_decimal_allowed'] === true ? DECIMAL : WHOLE;
  for (const key of ['initial_value', 'min_value', 'max_value']) {
    const given = textOf(value[key]);
    if (given !== undefined && !pattern.test(given)) report('must be a number string', `/${key}`);
  }
  const number = (key: string): number => Number(textOf(value[key]) ?? Number.NaN);
  // Comparisons with what is missing are false.
  if (number('min_value') > number('max_value')) report('min_value must not be greater than max_value', '/min_value');
  if (number('initial_value') < number('min_value')) report('must not be less than min_value', '/initial_value');
  if (number('initial_value') > number('max_value')) report('must not be greater than max_value', '/initial_value');
}
