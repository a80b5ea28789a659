// /run.html as it is written at build time: its policy, its hash, the same each time.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runPage, workerText } from '../../../src/notebook/sandbox/page.ts';
import { addPolicy, hashOf } from '../../../src/tools/csp.ts';
import { headersFor, parseHeaders } from '../../../src/tools/headers.ts';
import { tagsOf } from '../../../src/tools/html.ts';

const html = runPage();

it('has the one policy that lets the runner run, and nothing connect', () => {
  const tags = tagsOf(html);
  const scripts = tags.filter(({ name }) => name === 'script');
  expect(scripts).toHaveLength(1);
  const metas = tags.filter(({ attributes }) => attributes.get('http-equiv') === 'Content-Security-Policy');
  expect(metas.map(({ attributes }) => attributes.get('content'))).toEqual([
    `default-src 'none'; script-src '${hashOf(scripts[0]?.text ?? '')}' 'unsafe-eval' data:; worker-src data:`,
  ]);
  expect(addPolicy(html, 'run.html'), 'the build leaves the page its own policy').toBe(html);
});

it('is the same each time, and names no place of the machine that built it', () => {
  expect(runPage()).toBe(html);
  expect(html).not.toContain(process.cwd());
});

it('holds plain scripts: no import, no type', () => {
  for (const text of [workerText(), tagsOf(html).find(({ name }) => name === 'script')?.text ?? ''])
    expect(() => new Function(text)).not.toThrow();
  expect(workerText()).not.toMatch(/^\s*(?:import|export)\b/m);
});

it('is served with an opaque origin, under both names that hosts give it', () => {
  const rules = parseHeaders(readFileSync(new URL('../../../public/_headers', import.meta.url), 'utf8'));
  for (const path of ['/run.html', '/run']) {
    const headers = headersFor(rules, path);
    expect(headers.get('content-security-policy')).toBe("frame-ancestors 'self', sandbox allow-scripts");
    expect(headers.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
  }
});
