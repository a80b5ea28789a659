// A case's inputs as declarations that a reader can paste: numbers to four digits, a row of a matrix on a line of its own.

const number = (v: number): string => String(Number(v.toPrecision(4)));

function value(v: unknown, indent: string): string {
  if (typeof v === 'number') return number(v);
  if (v !== null && typeof v === 'object' && !Array.isArray(v)) {
    const deeper = `${indent}  `;
    const lines = Object.entries(v).map(([name, inner]) => `${deeper}${name}: ${value(inner, deeper)},`);
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
  if (!Array.isArray(v)) return JSON.stringify(v) ?? 'undefined';
  if (v.every((entry) => !Array.isArray(entry)))
    return `[${v.map((entry) => value(entry, indent)).join(', ')}]`;
  const inner = `${indent}  `;
  return `[\n${v.map((entry) => `${inner}${value(entry, inner)},`).join('\n')}\n${indent}]`;
}

export const inputsText = (inputs: Readonly<Record<string, unknown>>): string =>
  Object.entries(inputs)
    .map(([name, v]) => `const ${name} = ${value(v, '')};`)
    .join('\n');
