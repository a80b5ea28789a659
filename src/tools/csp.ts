// Build step: gives every page a Content-Security-Policy that names its inline scripts by their hashes, so that no other
// inline script can run. Works on the finished HTML, because only there are the scripts of islands final.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { tagsOf, type Tag } from './html.ts';

/** Types of <script> that the browser runs or obeys; all else is data, which needs no permission. */
const RUNS = /^(?:|module|importmap|speculationrules|(?:text|application)\/(?:java|ecma)script)$/i;

/** Attributes that hold a URL, where `javascript:` would be an inline script by another name. */
const URL_ATTRIBUTES = ['href', 'src', 'action', 'formaction', 'xlink:href'];

/** The policy of one page. KaTeX and figures write style attributes, hence the one 'unsafe-inline'. */
export function policy(scriptHashes: readonly string[]): string {
  return [
    "default-src 'self'",
    ["script-src 'self'", ...scriptHashes.map((hash) => `'${hash}'`)].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** Hash of a script's text as a policy writes it. The browser hashes what its parser sees, so line ends count as `\n`. */
export function hashOf(script: string): string {
  const text = script.replace(/\r\n?/g, '\n');
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}

function complaints(tags: readonly Tag[]): string[] {
  const found: string[] = [];
  for (const { name, attributes } of tags) {
    for (const key of attributes.keys()) {
      if (/^on[a-z]+$/.test(key)) found.push(`<${name}> has the inline event handler ${key}=`);
    }
    for (const key of URL_ATTRIBUTES) {
      if (/^\s*javascript:/i.test(attributes.get(key) ?? ''))
        found.push(`<${name}> has a javascript: URL in ${key}=`);
    }
  }
  return found;
}

/** Where the policy goes: as early as it can, since it binds only what follows; the charset alone may come before. */
function insertionPoint(html: string, tags: readonly Tag[]): { at: number; wrap: boolean } {
  const head = tags.findIndex((tag) => tag.name === 'head');
  if (head >= 0) {
    const next = tags[head + 1];
    const charset = next?.name === 'meta' && next.attributes.has('charset') ? next : undefined;
    return { at: (charset ?? (tags[head] as Tag)).end, wrap: false };
  }
  const doctype = /^\s*<!doctype[^>]*>/i.exec(html)?.[0].length ?? 0;
  return { at: tags.find((tag) => tag.name === 'html')?.end ?? doctype, wrap: true };
}

/**
 * Returns the page with its policy in a <meta> tag. A page that brings its own policy is left as it is.
 * @throws {Error} if the page holds an inline event handler or a `javascript:` URL: no hash can allow those.
 */
export function addPolicy(html: string, page: string): string {
  const tags = tagsOf(html);
  const problems = complaints(tags);
  if (problems.length > 0)
    throw new Error(`csp: ${page}: ${problems.join('; ')}; listen from a script instead`);
  const own = tags.some(
    ({ name, attributes }) =>
      name === 'meta' && attributes.get('http-equiv')?.toLowerCase() === 'content-security-policy',
  );
  if (own) return html;
  const inline = tags.filter(
    ({ name, attributes }) =>
      name === 'script' && !attributes.has('src') && RUNS.test(attributes.get('type')?.trim() ?? ''),
  );
  const hashes = [...new Set(inline.map((script) => hashOf(script.text)))];
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy(hashes)}">`;
  const { at, wrap } = insertionPoint(html, tags);
  return html.slice(0, at) + (wrap ? `<head>${meta}</head>` : meta) + html.slice(at);
}

/** Astro integration; list it last, so that it sees the HTML as it will be served. */
export function csp(): AstroIntegration {
  return {
    name: 'unrolled-csp',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const root = fileURLToPath(dir);
        const files = (await readdir(root, { recursive: true })).filter((file) => file.endsWith('.html'));
        for (const file of files) {
          const path = join(root, file);
          await writeFile(path, addPolicy(await readFile(path, 'utf8'), relative(root, path)));
        }
        logger.info(`policy written into ${files.length} page${files.length === 1 ? '' : 's'}`);
      },
    },
  };
}
