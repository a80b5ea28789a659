// The pages of the built site, as paths from its root: `/`, `/lessons/`, `/404.html`.
import { existsSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built site: dist/, or the folder that UNROLLED_DIST names. */
export const DIST = resolve(
  process.env['UNROLLED_DIST'] ?? fileURLToPath(new URL('../../../dist/', import.meta.url)),
);

/**
 * Every built page, in alphabetical order.
 * @throws {Error} if the site has not been built
 */
export function builtPages(): string[] {
  if (!existsSync(DIST)) throw new Error(`builtPages: no ${DIST}; build the site first: npm run build`);
  return readdirSync(DIST, { recursive: true, encoding: 'utf8' })
    .map((file) => `/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.html'))
    .map((file) => file.replace(/\/index\.html$/, '/'))
    .sort();
}

/**
 * The path of a lesson by its number in two digits.
 * @throws {Error} if no such lesson was built
 */
export function lessonPath(number: string): string {
  const path = builtPages().find((page) => page.startsWith(`/lessons/${number}-`));
  if (path === undefined) throw new Error(`lessonPath: no page of lesson ${number} in ${DIST}`);
  return path;
}
