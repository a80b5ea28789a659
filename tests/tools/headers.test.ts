// The `_headers` parser: paths, comments, joined and dropped values, and the errors that name a line.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { headersFor, parseHeaders } from '../../src/tools/headers.ts';

describe('parseHeaders', () => {
  it('applies a rule to the paths its pattern covers', () => {
    const rules = parseHeaders('# all\n/*\n  X-A: 1\n\n/a/:page\n  X-B: b: c\n/_x/*.js\r\n\tX-C: 3\r\n');
    expect(Object.fromEntries(headersFor(rules, '/'))).toEqual({ 'x-a': '1' });
    expect(Object.fromEntries(headersFor(rules, '/a/p'))).toEqual({ 'x-a': '1', 'x-b': 'b: c' });
    expect(headersFor(rules, '/a/p/q').has('x-b')).toBe(false);
    expect(headersFor(rules, '/_x/y.js').get('x-c')).toBe('3');
    expect(headersFor(rules, '/_x/yajs').has('x-c')).toBe(false);
  });

  it('joins a name set twice and drops one marked with !', () => {
    const rules = parseHeaders('/*\n  P: one\n/b\n  P: two\n/c\n  ! P\n');
    expect(headersFor(rules, '/b').get('p')).toBe('one, two');
    expect(headersFor(rules, '/c').has('p')).toBe(false);
  });

  it('names the line that it cannot read', () => {
    expect(() => parseHeaders('  X-A: 1')).toThrow('_headers line 1: a header before any path');
    expect(() => parseHeaders('/*\n  no colon')).toThrow('_headers line 2: expected "Name: value"');
  });
});

describe('public/_headers', () => {
  const rules = parseHeaders(readFileSync(new URL('../../public/_headers', import.meta.url), 'utf8'));

  it('isolates every page', () => {
    const page = headersFor(rules, '/lessons/06/');
    expect(page.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(page.get('cross-origin-embedder-policy')).toBe('require-corp');
    expect(page.get('x-content-type-options')).toBe('nosniff');
    expect(page.get('content-security-policy')).not.toContain('unsafe');
  });

  it('shuts the network for workers but leaves them this site', () => {
    const worker = headersFor(rules, '/_astro/worker.abc.js').get('content-security-policy');
    expect(worker).toContain("default-src 'none'");
    expect(worker).toContain("connect-src 'self'");
  });
});
