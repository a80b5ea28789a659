// Numbers as the book sets them.

/**
 * Two decimals and a true minus sign; 0.0034 becomes 3e−3, because 0.00 would hide it. 100 and more lose their decimals.
 */
export function formatNumber(value: number, decimals = 2): string {
  if (Number.isNaN(value)) return 'NaN';
  const size = Math.abs(value);
  if (size === Infinity) return value > 0 ? '∞' : '−∞';
  const text = size !== 0 && (size < 0.5 * 10 ** -decimals || size >= 1e5) ? size.toExponential(0).replace('+', '') : size.toFixed(size >= 100 ? 0 : decimals);
  return (value < 0 ? '−' : '') + text.replace('-', '−');
}

/** All the digits, for a tooltip or a table: at most eight significant ones. */
export const exactNumber = (value: number): string => String(Number(value.toPrecision(8))).replace('-', '−');
