/** Blocks and views of a wanted size, for the tests of limits. */
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit.ts';

export type Build = (size: number) => readonly string[];
/** What is limited, how to make one of a size, the largest size, and where the refusal points. */
export type Row = readonly [string, Build, number, string];

export const x = (size: number): string => 'x'.repeat(size);
export const many = <T>(size: number, make: (index: number) => T): T[] =>
  Array.from({ length: size }, (_none, index) => make(index));
export const plain = (text: string): object => ({ type: 'plain_text', text });
export const mrkdwn = (text: string): object => ({ type: 'mrkdwn', text });
export const option = (value: string, more: object = {}): object => ({
  text: plain(`o${value}`.slice(0, 75)),
  value,
  ...more,
});
export const options = (size: number): object[] => many(size, (index) => option(String(index)));
export const confirm = (more: object): object => ({
  title: plain('Sure?'),
  text: plain('It costs'),
  confirm: plain('Yes'),
  deny: plain('No'),
  ...more,
});

export const message = (...blocks: object[]): readonly string[] => checkMessage(blocks);
export const button = (more: object): readonly string[] =>
  message({ type: 'actions', elements: [{ type: 'button', text: plain('Go'), ...more }] });
export const accessory = (element: object): readonly string[] =>
  message({ type: 'section', text: plain('a'), accessory: element });
export const modal = (more: object): readonly string[] =>
  checkView({ type: 'modal', title: plain('T'), blocks: [], ...more });
export const input = (element: object, more: object = {}): readonly string[] =>
  modal({ submit: plain('Go'), blocks: [{ type: 'input', label: plain('L'), element, ...more }] });
export const section = (index: number): object => ({ type: 'section', block_id: `b${index}`, text: plain('a') });
export const point = (index: number): object => ({ label: `l${index}`, value: index });
export const line = (series: object[], categories: string[] = ['l0']): readonly string[] =>
  message({ ...chart(), chart: { type: 'line', series, axis_config: { categories } } });
export const chart = (): object => ({
  type: 'data_visualization',
  title: 't',
  chart: { type: 'line', series: [{ name: 's', data: [point(0)] }], axis_config: { categories: ['l0'] } },
});
