// Numbers as they are written in files: with a decimal point, or with a decimal comma.

export type Decimal = '.' | ',';

const written: Readonly<Record<Decimal, RegExp>> = {
  '.': /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/,
  ',': /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d+)?$/,
};

/** NaN for anything that is no finite number: an empty field, a word, digits in groups of three, a number too large for 64 bits. */
export function parseNumber(field: string, decimal: Decimal): number {
  const text = field.trim();
  if (!written[decimal].test(text)) return NaN;
  const value = Number(decimal === ',' ? text.replace(',', '.') : text);
  return Number.isFinite(value) ? value : NaN;
}

/** A number, or digits with signs between them as dates and times have. */
export const isNumberOrTime = (field: string): boolean =>
  /^[\d\-+/:., TZWQeE]+$/.test(field.trim()) && /\d/.test(field);
