// Any value as one short line of text, for the log. Runs beside the reader's program, on values that may be proxies or throw
// when read, with built-ins that may have been replaced: so it uses its own copies, and text alone.

const { isArray } = Array;
const { isView } = ArrayBuffer;
const { keys, is } = Object;
const { apply } = Reflect;
const { slice } = String.prototype;
const text = String;

const ITEMS = 50;
const DEPTH = 4;

/** The first `longest` UTF-16 units, with `…` as the last where something was cut. */
export function cut(value: string, longest: number): string {
  return value.length <= longest ? value : (apply(slice, value, [0, longest - 1]) as string) + '…';
}

/**
 * `[0.5, -0]`, `{ h: [1, 2] }`, `Float64Array(3) [1, 2, 3]`; at most 50 items a list and 4 levels. Never throws for what
 * the value does; may run the reader's code (getters, proxies), which the deadline bounds.
 */
export function show(value: unknown, depth = 0): string {
  try {
    if (typeof value === 'string') return depth === 0 ? value : `'${cut(value, 200)}'`;
    if (is(value, -0)) return '-0';
    if (typeof value === 'function') return `function ${cut(text((value as { name: unknown }).name), 60)}`;
    if (typeof value === 'bigint') return `${text(value)}n`;
    if (typeof value !== 'object' || value === null) return text(value);
    if (value instanceof Error) return cut(`${text(value.name)}: ${text(value.message)}`, 500);
    if (depth >= DEPTH) return '…';
    if (isArray(value) || isView(value)) return list(value as ArrayLike<unknown>, depth);
    return fields(value as Record<string, unknown>, depth);
  } catch {
    return '(a value that cannot be shown)';
  }
}

function list(value: ArrayLike<unknown>, depth: number): string {
  const length = value.length;
  let line = isArray(value) ? '[' : `${text(value.constructor.name)}(${text(length)}) [`;
  for (let i = 0; i < length && i < ITEMS; i++) line += (i === 0 ? '' : ', ') + show(value[i], depth + 1);
  return line + (length > ITEMS ? ', …]' : ']');
}

function fields(value: Record<string, unknown>, depth: number): string {
  const names = keys(value);
  if (names.length === 0) return '{}';
  let line = '{ ';
  for (let i = 0; i < names.length && i < ITEMS; i++) {
    const name = names[i] as string;
    line += `${i === 0 ? '' : ', '}${cut(name, 60)}: ${show(value[name], depth + 1)}`;
  }
  return line + (names.length > ITEMS ? ', … }' : ' }');
}
