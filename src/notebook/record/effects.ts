// What a call or an assignment may change, as far as its text tells.
import type { AnyNode, CallExpression, Expression, MemberExpression, Super } from 'acorn';

/** Methods that change the list they are called on. */
const changing = new Set([
  'push',
  'pop',
  'fill',
  'set',
  'splice',
  'reverse',
  'sort',
  'unshift',
  'shift',
  'copyWithin',
]);
/** Methods that change nothing by themselves; functions passed to them on the spot are recorded where they stand. */
const harmless = new Set(
  (
    'map forEach filter reduce reduceRight slice concat join every some find findIndex findLast keys entries values flat ' +
    'flatMap includes indexOf lastIndexOf at toFixed toPrecision toString toReversed toSorted with subarray get has next return ' +
    'charCodeAt charAt codePointAt padStart padEnd split trim repeat add'
  ).split(' '),
);
const harmlessObjects = new Set(
  'Math Number console JSON Float32Array Float64Array Int32Array Array String Symbol Reflect'.split(' '),
);
const harmlessFunctions = new Set(
  'structuredClone parseFloat parseInt Number String Boolean isNaN'.split(' '),
);

export type Effect = 'none' | 'push' | 'change' | 'unknown';

/** What a call does to what it is called on, or to anything. `pure` holds functions known to change nothing. */
export function effectOf(call: CallExpression, pure: ReadonlySet<string>): Effect {
  const { callee } = call;
  if (callee.type === 'Identifier')
    return pure.has(callee.name) || harmlessFunctions.has(callee.name) ? 'none' : 'unknown';
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier')
    return 'unknown';
  const { name } = callee.property;
  if (callee.object.type === 'Identifier') {
    if (harmlessObjects.has(callee.object.name)) return 'none';
    if (callee.object.name === 'Object') return name === 'assign' ? 'unknown' : 'none';
  }
  if (name === 'push') return 'push';
  if (changing.has(name)) return 'change';
  return harmless.has(name) ? 'none' : 'unknown';
}

/** A plain path: `dW`, `this.dW`, `model.gradients.dW`. Reading it twice does no harm (unless a getter counts its calls). */
export function isPath(node: AnyNode): boolean {
  if (node.type === 'Identifier' || node.type === 'ThisExpression') return true;
  return node.type === 'MemberExpression' && !node.computed && !node.optional && isPath(node.object);
}

/** From `a.b[c].d[e]`: the path before the first index, and the members with an index, outermost index last. */
export function unwind(node: Expression | Super): {
  path: Expression | Super;
  indexed: MemberExpression[];
} {
  const indexed: MemberExpression[] = [];
  let at = node;
  let path = node;
  while (at.type === 'MemberExpression') {
    if (at.computed) {
      indexed.unshift(at);
      path = at.object;
    }
    at = at.object;
  }
  return { path, indexed };
}
