import { printSizing, type Sized, type SizedClass, type Sizing } from '../core/instance/sizing.ts';
import { sized } from './amounts.ts';
import type { Renderer } from './renderer.ts';
import { inARow } from './words.ts';

/** Why a size or a step is no class, and which classes there are instead. */
export function sizingText<V>(
  wanted: Sizing,
  answer: Exclude<Sized, { kind: 'one' }> | { readonly kind: 'unread' },
  renderer: Renderer<V>,
): string {
  const sizing = renderer.exact(printSizing(wanted));
  const list = (classes: readonly SizedClass[]) => renderer.list(classes.map(({ name, mb }) => sized(name, mb)));
  switch (answer.kind) {
    case 'several':
      return renderer.say('sizing.several', { sizing, classes: list(answer.classes) });
    case 'none': {
      const near = [...answer.below, ...answer.above];
      const none = renderer.say('sizing.none', { sizing });
      return near.length === 0
        ? none
        : inARow(renderer.words, none, renderer.say('sizing.nearest', { nearest: list(near) }));
    }
    case 'same':
      return renderer.say('sizing.same', { sizing });
    case 'unread':
    case 'unknown':
      return renderer.say('sizing.unread', { sizing });
    default:
      return answer satisfies never;
  }
}
