// Which variable of known name an identifier means, where it stands: the scopes of a program, for known names only.
import type { AnyNode, Identifier, Pattern } from 'acorn';
import { symbolOf } from '../../engine/symbols.ts';
import { meaningOf, type Meaning } from './names.ts';

/** A variable, parameter or property that bears a known name. */
export interface Variable {
  readonly name: string;
  readonly meaning: Meaning;
  /** Of the program itself, of a function that it calls, or a property (`this.dW`, `gradients.dW`). */
  readonly home: 'program' | 'helper' | 'property';
}

export interface Scope {
  readonly parent: Scope | null;
  /** Names to indices into the list of variables. */
  readonly names: Map<string, number>;
  /** Inside a function that has a name or is kept, not one that is passed on the spot. */
  readonly helper: boolean;
}

/** Sub-nodes in source order of properties. */
export function* childrenOf(node: AnyNode): Generator<AnyNode> {
  for (const value of Object.values(node) as unknown[])
    if (Array.isArray(value)) {
      for (const entry of value) if (isNode(entry)) yield entry;
    } else if (isNode(value)) yield value;
}

const isNode = (v: unknown): v is AnyNode =>
  typeof v === 'object' && v !== null && typeof (v as { type?: unknown }).type === 'string';

export type FunctionNode = Extract<
  AnyNode,
  { type: 'FunctionDeclaration' | 'FunctionExpression' | 'ArrowFunctionExpression' }
>;

export const isFunction = (node: AnyNode): node is FunctionNode =>
  node.type === 'FunctionDeclaration' ||
  node.type === 'FunctionExpression' ||
  node.type === 'ArrowFunctionExpression';

/** The identifiers that a pattern binds. */
export function boundBy(pattern: Pattern | null): Identifier[] {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern];
    case 'ArrayPattern':
      return pattern.elements.flatMap((e) => boundBy(e));
    case 'ObjectPattern':
      return pattern.properties.flatMap((p) => boundBy(p.type === 'Property' ? p.value : p.argument));
    case 'AssignmentPattern':
      return boundBy(pattern.left);
    case 'RestElement':
      return boundBy(pattern.argument);
    default:
      return [];
  }
}

/** Names that a list of statements declares with let, const, class or function. */
export function lexicalNames(statements: readonly AnyNode[]): string[] {
  return statements.flatMap((s) => {
    if (s.type === 'VariableDeclaration' && s.kind !== 'var')
      return s.declarations.flatMap((d) => boundBy(d.id)).map(({ name }) => name);
    if ((s.type === 'FunctionDeclaration' || s.type === 'ClassDeclaration') && s.id) return [s.id.name];
    return [];
  });
}

/** Names declared with var anywhere below, functions left out. */
export function varNames(node: AnyNode): string[] {
  const own =
    node.type === 'VariableDeclaration' && node.kind === 'var'
      ? node.declarations.flatMap((d) => boundBy(d.id)).map(({ name }) => name)
      : [];
  return [...own, ...[...childrenOf(node)].filter((c) => !isFunction(c)).flatMap(varNames)];
}

/** What a program computes, as against what it is given: only that is worth recording. */
export const isComputed = ({ symbol }: Meaning): boolean => {
  const { role } = symbolOf(symbol);
  return (
    role === 'hidden' || role === 'gradient' || role === 'loss' || (role === 'output' && symbol !== 'loss.y')
  );
};

/** Indexed by step, as against by row: `h[t]`, not `dW[i]`. */
export const isOverTime = ({ symbol }: Meaning): boolean =>
  symbolOf(symbol).timed && symbolOf(symbol).kind === undefined;

/** Every variable of known name, by the scope that declares it. */
export class Variables {
  readonly list: Variable[] = [];
  readonly #properties = new Map<string, number>();

  open(parent: Scope | null, names: readonly string[], helper: boolean): Scope {
    const scope: Scope = { parent, names: new Map(), helper };
    for (const name of new Set(names)) {
      const meaning = meaningOf(name);
      if (!meaning) continue;
      scope.names.set(name, this.list.length);
      this.list.push({ name, meaning, home: helper ? 'helper' : 'program' });
    }
    return scope;
  }

  /** The variable that `name` is in this scope; undefined for unknown names and for names that no scope declares. */
  find(scope: Scope | null, name: string): number | undefined {
    for (let s = scope; s; s = s.parent) {
      const found = s.names.get(name);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** The one variable that stands for every property of this name. */
  property(name: string): number | undefined {
    const meaning = meaningOf(name);
    if (!meaning) return undefined;
    const found = this.#properties.get(name);
    if (found !== undefined) return found;
    this.#properties.set(name, this.list.length);
    this.list.push({ name, meaning, home: 'property' });
    return this.list.length - 1;
  }

  /** Everything in sight that a program computes. */
  inSight(scope: Scope | null): { index: number; name: string }[] {
    const seen = new Map<string, number>();
    for (let s = scope; s; s = s.parent)
      for (const [name, index] of s.names) if (!seen.has(name)) seen.set(name, index);
    return [...seen]
      .filter(([, index]) => isComputed(this.list[index]!.meaning))
      .map(([name, index]) => ({ index, name }));
  }
}

/** Whether this is a variable that a program computes. */
export const isKnown = (variables: Variables, index: number | undefined): index is number =>
  index !== undefined && isComputed(variables.list[index]!.meaning);
