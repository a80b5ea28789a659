// Accessibility by axe: every rule of WCAG 2.2 A and AA and of axe's best practices.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Fails with a readable list if axe finds anything in the page as it is now.
 * @param within CSS selector of the part to look at; default the whole page
 */
export async function expectAccessible(page: Page, within?: string): Promise<void> {
  const builder = new AxeBuilder({ page })
    // Off unless asked for, but the book promises targets of 24 px. All else that axe could list, it would take twice as long to describe.
    .options({ rules: { 'target-size': { enabled: true } }, resultTypes: ['violations'] })
    // In this page alone, without another that joins what its frames found: shell.spec.ts reads the one page that stands in a frame.
    .setLegacyMode();
  const { violations } = await (within === undefined ? builder : builder.include(within)).analyze();
  const lines = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}: ${node.failureSummary ?? ''}`),
  );
  expect(lines, 'what axe found').toEqual([]);
}
