import { expect, it } from 'vitest';
import { BASE, told } from './base.ts';

const LINE = BASE.split('\n').length + 1;
const SHAPE = 'must be lower-case letters, digits, - and _, starting with a letter';

it.each<[string, readonly string[]]>([
  ['sale: { size: 4GB }', []],
  ['s4gb: { step: "+1", at: maintain, autoPay: false }', []],
  ['list: { size: 4GB }', ['3  presets.list  means something else in a command: a command']],
  ['resize: { size: 4GB }', ['3  presets.resize  means something else in a command: a command']],
  ['up: { size: 4GB }', ['3  presets.up  means something else in a command: a size or step']],
  ['to: { size: 4GB }', ['3  presets.to  means something else in a command: a filler word']],
  ['r-bp1zxszhcgatnx: { size: 4GB }', ['3  presets.r-bp1zxszhcgatnx  means something else in a command: an instance']],
  [
    '4gb: { size: 4GB }',
    [`3  presets.4gb  ${SHAPE}`, '3  presets.4gb  means something else in a command: a size or step'],
  ],
  // Under a name that is refused the value is not looked at: whatever it is, nothing breaks.
  ['"u x": none', [`3  presets["u x"]  ${SHAPE}`]],
  ['sale: { size: 4GB, step: up }', ['9  presets.sale  must have exactly one of class, size and step']],
  ['sale: { at: now }', ['9  presets.sale  must have exactly one of class, size and step']],
  ['sale: { step: sideways }', ['17  presets.sale.step  must be a step such as +1, -1, up or down']],
  [
    'sale: { step: up, until: soon }',
    ['28  presets.sale.until  must be a duration such as 3d, or a time such as 18:00 or mon 09:00'],
  ],
  ['sale: 3', ['9  presets.sale  must be a mapping, not 3']],
])('the preset %s', (preset, problems) => {
  expect(told(`${BASE}presets:\n  ${preset}\n`)).toEqual(problems.map((problem) => `${String(LINE)}:${problem}`));
});
