/** The app's Home tab of the person who looks. */
import { blockList } from '../blocks/blocks.js';
import { h } from '../dom.js';
import { viewHost } from '../host.js';

/** @param {import('../app.js').Page} page */
export function createHome(page) {
  const node = h('div', { class: 'stream home', 'data-testid': 'home', hidden: true });
  let drawnFor = '';
  /** @type {ReturnType<typeof blockList> | undefined} */
  let blocks;

  function update() {
    const { snapshot, place } = page.state;
    node.hidden = place.kind !== 'home';
    if (snapshot === undefined || node.hidden) return;
    const { home, me } = snapshot;
    if (home === undefined) {
      blocks = undefined;
      const words = h('p', {}, 'The app has not published a Home tab for you.');
      node.replaceChildren(h('div', { class: 'welcome' }, h('h2', {}, 'Nothing here yet'), words));
      return;
    }
    const identity = `${me.id}/${home.id}`;
    if (identity !== drawnFor || blocks === undefined) {
      blocks = blockList(viewHost(page, home.id, () => page.state.snapshot?.home?.values ?? {}).host);
      node.replaceChildren(h('div', { class: 'home-page' }, blocks.node));
      drawnFor = identity;
    }
    blocks.update(home.blocks, home.errors);
  }
  return { node, update };
}
