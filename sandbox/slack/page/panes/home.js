// @ts-check
/** The app's Home tab of the person who looks. */
import { h } from '../dom.js';
import { blockList } from '../blocks/index.js';
import { viewHost } from '../host.js';

/** @param {import('../app.js').Page} page */
export function createHome(page) {
  const node = h('div', { class: 'stream home', 'data-testid': 'home', hidden: true });
  /** @type {string | undefined} */
  let drawnFor;
  /** @type {ReturnType<typeof blockList> | undefined} */
  let blocks;
  /** @type {Readonly<Record<string, any>>} */
  let values = {};

  function update() {
    const { snapshot, place } = page.state;
    node.hidden = place.kind !== 'home';
    if (snapshot === undefined || node.hidden) return;
    const home = snapshot.home;
    if (home === undefined) {
      drawnFor = undefined;
      node.replaceChildren(
        h(
          'div',
          { class: 'welcome' },
          h('h2', {}, 'Nothing here yet'),
          h('p', {}, 'The app has not published a Home tab for you.'),
        ),
      );
      return;
    }
    values = home.values;
    const identity = `${snapshot.me.id}/${home.id}`;
    if (identity !== drawnFor || blocks === undefined) {
      blocks = blockList(viewHost(page, home.id, 'home', () => values).host);
      node.replaceChildren(h('div', { class: 'home-page' }, blocks.node));
      drawnFor = identity;
    }
    blocks.update(home.blocks, home.errors);
  }
  return { node, update };
}
