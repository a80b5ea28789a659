// The checklist of the book's look, as far as it can be measured: no default fonts, no boxes in boxes, no rows of look-alike
// buttons, nothing cut, nothing overlapping.
import type { Page } from '@playwright/test';

/** What a stranger would point at, one line each; empty where all is well. */
export function flaws(page: Page, within: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const root = document.querySelector(selector);
    if (!root) return [`there is no ${selector}`];
    const found: string[] = [];
    const all = [...root.querySelectorAll<HTMLElement | SVGElement>('*')].filter((e) => e.checkVisibility());
    const name = (e: Element) =>
      `${e.tagName.toLowerCase()}.${e.getAttribute('class') ?? ''} "${(e.textContent ?? '').trim().slice(0, 30)}"`;

    const ours = /^("?(Source Serif 4|Inter|JetBrains Mono|KaTeX_)|math)/;
    for (const e of all) {
      const own = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.textContent?.trim());
      const family = getComputedStyle(e).fontFamily;
      if (own && !e.closest('math') && !ours.test(family)) found.push(`default font ${family}: ${name(e)}`);
    }

    const boxed = (e: Element) => {
      const s = getComputedStyle(e);
      return [s.borderTopWidth, s.borderRightWidth, s.borderBottomWidth, s.borderLeftWidth].every(
        (w) => parseFloat(w) > 0,
      );
    };
    const controls = 'input, select';
    for (const e of all)
      if (
        e instanceof HTMLElement &&
        boxed(e) &&
        !e.matches(controls) &&
        e.parentElement?.closest('*') &&
        [...ancestors(e)].some(boxed)
      )
        found.push(`a box in a box: ${name(e)}`);
    function* ancestors(e: Element): Generator<Element> {
      for (let up = e.parentElement; up && up !== document.body; up = up.parentElement) yield up;
    }

    for (const e of all.filter((b) => b.matches('button')))
      if (boxed(e)) found.push(`a button that looks like a button: ${name(e)}`);

    for (const e of all) {
      const scrolls = e instanceof HTMLElement && /auto|scroll/.test(getComputedStyle(e).overflowX);
      const box = e.getBoundingClientRect();
      const inScroller = [...ancestors(e)].some((up) => /auto|scroll/.test(getComputedStyle(up).overflowX));
      if (
        !scrolls &&
        !inScroller &&
        box.width > 1 &&
        (box.right > innerWidth + 1 || box.left < -1) &&
        !e.matches('.visually-hidden, .visually-hidden *')
      )
        found.push(
          `cut at the edge (${Math.round(box.left)}–${Math.round(box.right)} of ${innerWidth}): ${name(e)}`,
        );
    }

    // texts of one drawing must not run into one another
    for (const svg of root.querySelectorAll('svg')) {
      const texts = [...svg.querySelectorAll('text')].filter(
        (t) => t.checkVisibility() && t.textContent?.trim(),
      );
      const boxes = texts.map((t) => t.getBoundingClientRect());
      texts.forEach((a, i) =>
        texts.slice(i + 1).forEach((b, k) => {
          const [p, q] = [boxes[i]!, boxes[i + 1 + k]!];
          const across = Math.min(p.right, q.right) - Math.max(p.left, q.left);
          const down = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
          // line boxes are taller than letters: a third of a line of overlap is air
          if (across > 2 && down > Math.min(p.height, q.height) / 3)
            found.push(`text over text: "${a.textContent}" and "${b.textContent}"`);
        }),
      );
    }
    return [...new Set(found)];
  }, within);
}
