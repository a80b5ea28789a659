/** The few inline marks that a component's string props may hold, turned into HTML at build time. */
import katex from 'katex';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * Inline text to HTML: `$maths$`, `` `code` ``, `*emphasis*`, `**strong**`; everything else is escaped.
 * @throws if KaTeX cannot parse a `$…$`
 */
export function inline(text: string): string {
  return text
    .split(/(\$[^$]+\$|`[^`]+`)/)
    .map((piece) => {
      if (/^\$.+\$$/s.test(piece))
        return katex.renderToString(piece.slice(1, -1), { output: 'htmlAndMathml', throwOnError: true });
      const safe = piece.replace(/[&<>"]/g, (c) => escapes[c]!);
      if (/^`.+`$/s.test(safe)) return `<code>${safe.slice(1, -1)}</code>`;
      return safe.replace(/\*\*(.+?)\*\*/g, '<strong>$1</strong>').replace(/\*(.+?)\*/g, '<em>$1</em>');
    })
    .join('');
}
