// Figures are drawn at build time in the default state and hydrated when they come into sight. One that comes into sight after the
// run has changed would be hydrated over other markup; it is mounted afresh instead.
import { convention } from './convention.ts';
import { cursor, settings } from './stores.ts';

/** Watches the stores; once any has left its default state, islands still asleep will mount rather than hydrate. */
export function mountLateIslands(root: Document): void {
  const mark = () => {
    // Astro mounts, and does not hydrate, an island whose directive is "only"; it reads the attribute when the island wakes up
    for (const island of root.querySelectorAll('astro-island[ssr]')) island.setAttribute('client', 'only');
  };
  for (const store of [settings, cursor, convention]) store.listen(mark);
}
