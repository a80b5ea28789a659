// The policy written into pages: hashes of what runs, none for data, and an error for what no hash can allow.
import { describe, expect, it } from 'vitest';
import { addPolicy, hashOf } from '../../src/tools/csp.ts';
import { tagsOf } from '../../src/tools/html.ts';

const page = (head: string, body = ''): string =>
  `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;
const scriptSrc = (html: string): string => /script-src [^;]*/.exec(html)?.[0] ?? '';

describe('tagsOf', () => {
  it('sees no tags in comments, scripts or quoted values', () => {
    const names = tagsOf('<!-- <i> --><p title="a > <b>"><script>"<u>"</script><br/>').map((tag) => tag.name);
    expect(names).toEqual(['p', 'script', '/script', 'br']);
  });
});

describe('addPolicy', () => {
  it('agrees with a hash computed elsewhere (the example of the CSP specification, level 3)', () => {
    expect(hashOf("alert('Hello, world.');")).toBe('sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=');
  });

  it('allows each inline script by its hash, once, and nothing else inline', () => {
    const html = addPolicy(
      page('', '<script>a()</script><script type="module">b()</script><script>a()</script>'),
      'p',
    );
    expect(scriptSrc(html)).toBe(`script-src 'self' '${hashOf('a()')}' '${hashOf('b()')}'`);
    expect(html).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
  });

  it('needs no hash for data and for scripts with an address', () => {
    const html = addPolicy(
      page('', '<script type="application/json">{}</script><script src="/a.js"></script>'),
      'p',
    );
    expect(scriptSrc(html)).toBe("script-src 'self'");
  });

  it('hashes what the browser sees: line ends as one character', () => {
    expect(hashOf('a\r\nb')).toBe(hashOf('a\nb'));
  });

  it('puts the policy first, after the charset only', () => {
    expect(addPolicy(page('<meta charset="utf-8"><title>t</title>'), 'p')).toMatch(
      /<head><meta charset="utf-8"><meta http-/,
    );
    expect(addPolicy(page('<script>1</script><meta charset="utf-8">'), 'p')).toMatch(/<head><meta http-/);
    expect(addPolicy('<!doctype html><h1>x</h1>', 'p')).toMatch(/^<!doctype html><head><meta http-/);
  });

  it('leaves a page with its own policy alone', () => {
    const own = page('<meta http-equiv="content-security-policy" content="default-src \'none\'">');
    expect(addPolicy(own, 'p')).toBe(own);
  });

  it('fails on inline handlers and javascript: URLs, naming page and tag', () => {
    expect(() => addPolicy(page('', '<b onclick="x()">'), 'a/index.html')).toThrow(
      /a\/index\.html: <b>.*onclick=/,
    );
    expect(() => addPolicy(page('', '<a href="javascript:x()">'), 'p')).toThrow(/javascript: URL in href=/);
    expect(() => addPolicy(page('', '<p title="onclick=1">onclick=</p>'), 'p')).not.toThrow();
  });
});
