// From a URL path to a file of a static site: MIME types, clean URLs, and no way out of the folder.
import { stat } from 'node:fs/promises';
import { extname, join, resolve, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.tsv': 'text/tab-separated-values; charset=utf-8',
  '.conll': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.bin': 'application/octet-stream',
};

/** MIME type of a file by its name; unknown endings are plain bytes. */
export function typeOf(file: string): string {
  return TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream';
}

/** Whether the path names a file (not a folder). */
export async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}

/** What to send for a URL path: a file, a redirect to the path with its slash, or nothing. */
export async function locate(
  root: string,
  path: string,
): Promise<{ file: string } | { redirect: string } | undefined> {
  const file = resolve(root, `.${path}`);
  // `resolve` has folded every `..`: what lies outside the root after that is an attempt to leave it.
  if (file !== resolve(root) && !file.startsWith(resolve(root) + sep)) return undefined;
  if (path.includes('\0') || path.includes('\\') || path === '/_headers') return undefined;
  if (path.endsWith('/')) {
    return (await isFile(join(file, 'index.html'))) ? { file: join(file, 'index.html') } : undefined;
  }
  if (await isFile(file)) return { file };
  if (await isFile(`${file}.html`)) return { file: `${file}.html` };
  // One leading slash only: `//host/` in a Location header would lead to another host.
  if (await isFile(join(file, 'index.html'))) return { redirect: `/${path.replace(/^\/+/, '')}/` };
  return undefined;
}
