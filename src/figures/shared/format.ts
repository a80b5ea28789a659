// Numbers as the book sets them.

/**
 * Two decimals and a true minus sign; 0.0034 becomes 0.003 and 0.000034 becomes 3e−5, because 0.00 would hide them.
 * 100 and more lose their decimals; exactly 0 and ±1 are written without any.
 */
export function formatNumber(value: number, decimals = 2): string {
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value);
  if (size === 0 || size === 1) return value < 0 ? '−1' : String(size); // exactly: one-hot entries, what never happened
  if (size === Infinity) return value > 0 ? '∞' : '−∞';
  const hidden = size !== 0 && size < 0.5 * 10 ** -decimals;
  const text =
    size >= 1e5 || (hidden && size < 1e-4)
      ? size.toExponential(0).replace('+', '')
      : hidden
        ? String(Number(size.toPrecision(1)))
        : size.toFixed(size >= 100 ? 0 : decimals);
  return (value < 0 ? '−' : '') + text.replace('-', '−');
}

/** All the digits, for a tooltip or a table: at most eight significant ones. */
export const exactNumber = (value: number): string => String(Number(value.toPrecision(8))).replace('-', '−');
