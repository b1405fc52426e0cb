import type { Params, Schema } from './params.ts';
import type { Site, State } from './state.ts';

export interface Product {
  readonly name: string;
  readonly version: string;
  /** Quoted as HostId in error bodies. */
  readonly host: string;
}

export const RKVSTORE: Product = { name: 'R-kvstore', version: '2015-01-01', host: 'r-kvstore.aliyuncs.com' };
export const BSS: Product = { name: 'BssOpenApi', version: '2017-12-14', host: 'business.aliyuncs.com' };
export const CMS: Product = { name: 'Cms', version: '2019-01-01', host: 'metrics.cn-hangzhou.aliyuncs.com' };

export interface Call {
  readonly state: State;
  /** Checked against the operation's schema. */
  readonly params: Params;
  /** The billing site whose address was called. */
  readonly site: Site;
}

/** Fields of a success; RequestId is added by the server. */
export type Answer = Readonly<Record<string, unknown>>;

export interface Operation {
  readonly name: string;
  readonly product: Product;
  /** The RAM action that a policy must allow. */
  readonly ram: string;
  readonly schema: Schema;
  readonly run: (call: Call) => Answer;
}

interface Page<T> {
  readonly number: number;
  readonly size: number;
  readonly total: number;
  readonly items: readonly T[];
}

export function pageOf<T>(items: readonly T[], number: number, size: number): Page<T> {
  return { number, size, total: items.length, items: items.slice((number - 1) * size, number * size) };
}
