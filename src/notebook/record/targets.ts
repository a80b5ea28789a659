// What an assignment or a call changes: paths of known variables, and whether it goes into anything else.
import type { AnyNode, Expression, MemberExpression, Pattern } from 'acorn';
import { isPath, unwind } from './effects.ts';
import { childrenOf, isKnown, isOverTime, type Scope, type Variables } from './scopes.ts';

/** A variable of known name, as the code reaches it: `h[t][i]` has the path `h` and two indexed members. */
export interface Target {
  readonly variable: number;
  readonly path: AnyNode;
  readonly indexed: readonly MemberExpression[];
}

export interface Targets {
  readonly paths: readonly Target[];
  /** Something else is changed as well, which may be known under another name. */
  readonly stray: boolean;
}

export interface Loop {
  readonly names: readonly string[];
  /** The node around it. */
  readonly outer: string;
}

/** The variable that a path is, if it has a known name: an identifier in scope or a property. */
export function variableOf(variables: Variables, path: AnyNode, scope: Scope): number | undefined {
  if (path.type === 'Identifier') return variables.find(scope, path.name);
  if (path.type === 'MemberExpression' && !path.computed && path.property.type === 'Identifier')
    return isPath(path) ? variables.property(path.property.name) : undefined;
  return undefined;
}

/** What the left side of an assignment changes. */
export function targetsOf(variables: Variables, left: Pattern | Expression, scope: Scope): Targets {
  if (left.type === 'Identifier' || left.type === 'MemberExpression') {
    const { path, indexed } = unwind(left);
    // `this.dW[i]` and `dW.data[i]` alike: the longest part of the path that has a known name
    for (let at: AnyNode = path; ; at = at.object) {
      const variable = variableOf(variables, at, scope);
      if (isKnown(variables, variable)) return { paths: [{ variable, path: at, indexed }], stray: false };
      if (at.type !== 'MemberExpression' || !isPath(at)) break;
    }
    return { paths: [], stray: left.type === 'MemberExpression' };
  }
  const all = partsOf(left as Pattern).map((part) => targetsOf(variables, part, scope));
  return { paths: all.flatMap(({ paths }) => paths), stray: all.some(({ stray }) => stray) };
}

/** What a pattern assigns to. */
function partsOf(p: Pattern | null): Pattern[] {
  switch (p?.type) {
    case undefined:
      return [];
    case 'ArrayPattern':
      return p.elements.flatMap(partsOf);
    case 'ObjectPattern':
      return p.properties.flatMap((q) => partsOf(q.type === 'Property' ? q.value : q.argument));
    case 'AssignmentPattern':
      return partsOf(p.left);
    case 'RestElement':
      return partsOf(p.argument);
    case 'Identifier':
    case 'MemberExpression':
      return [p];
    default:
      return [];
  }
}

/** Whether what a variable holds is indexed by step. */
export const isTimed = (variables: Variables, variable: number): boolean =>
  isOverTime(variables.list[variable]!.meaning);

/** Loops over the entries of one value are one event: the node is that around them. */
export function climbed(
  timed: boolean,
  indexed: readonly MemberExpression[],
  node: string,
  loops: readonly Loop[],
): string {
  const names = new Set<string>();
  const collect = (at: AnyNode): void => {
    if (at.type === 'Identifier') names.add(at.name);
    for (const child of childrenOf(at)) collect(child);
  };
  for (const { property } of timed ? indexed.slice(1) : indexed) collect(property);
  let at = node;
  for (const loop of loops.toReversed()) {
    if (!loop.names.some((name) => names.has(name))) break;
    at = loop.outer;
  }
  return at;
}
