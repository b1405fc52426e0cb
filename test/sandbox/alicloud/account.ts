/** A cloud with the demo's instances that every test of a file has for itself; its time moves by `pass` only. */
import { afterEach, beforeEach } from 'vitest';
import { startCloud, type Cloud } from '../../../sandbox/alicloud/cloud.ts';
import { demoInstances } from '../../../sandbox/alicloud/world.ts';
import { NOON } from './spec-change.ts';

export let cloud: Cloud;
export let now: number;

export const ORDERS = 'r-bp1zxszhcgatnx';
export const stamp = (moment: number): string => new Date(moment).toISOString().replace(/\.\d+Z$/, 'Z');

export function pass(ms: number): void {
  now += ms;
}

export function demoAccount(): void {
  beforeEach(async () => {
    now = NOON;
    cloud = await startCloud({ now: () => now });
    for (const instance of demoInstances) cloud.addInstance(instance);
  });
  afterEach(() => cloud.close());
}
