// Random small damage to a program, made on its syntax tree: other operators, numbers, indices, functions and variables, signs,
// transposes, and statements left out. Unlike the rules for the listing it needs to know nothing of the program.
import { parse, type Node } from 'acorn';
import { full } from 'acorn-walk';
import { transform } from 'sucrase';
import { randomInteger, seededRandom, type Random } from '../../../src/engine/random.ts';

export interface Mutant {
  readonly what: string;
  readonly source: string;
}

const operators: Readonly<Record<string, readonly string[]>> = {
  '+': ['-', '*'],
  '-': ['+', '*'],
  '*': ['+', '/'],
  '/': ['*', '+'],
  '%': ['*', '-'],
  '**': ['*', '+'],
  '<': ['<=', '>'],
  '<=': ['<', '>='],
  '>': ['>=', '<'],
  '>=': ['>', '<='],
  '===': ['!=='],
  '!==': ['==='],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-=', '='],
  '-=': ['+=', '='],
  '*=': ['/=', '='],
  '/=': ['*=', '='],
  '++': ['--'],
  '--': ['++', '-= 2'],
};

/** What may stand in a function's place: '' leaves its argument. */
const functions: Readonly<Record<string, readonly string[]>> = {
  add: ['sub', 'mul'],
  sub: ['add', 'mul'],
  mul: ['add', 'sub'],
  tanh: ['relu', ''],
  relu: ['tanh', ''],
  softmax: ['tanh', 'relu'],
  oneMinusSquare: ['positive', ''],
  positive: ['oneMinusSquare', ''],
  T: [''],
  zeros: [],
  'Math.sqrt': ['Math.cbrt', ''],
  'Math.abs': ['', '-'],
  'Math.max': ['Math.min'],
  'Math.min': ['Math.max'],
  'Math.log': ['Math.log2', 'Math.log1p'],
  'Math.exp': ['Math.cosh', ''],
  'Math.tanh': ['Math.sin', 'Math.atan'],
  'Math.hypot': ['Math.max'],
  'Math.ceil': ['Math.floor'],
  'Math.floor': ['Math.ceil'],
};
/** Calls that give a vector or a matrix, so that a sign or a factor may stand before them. */
const shaped = new Set(['add', 'sub', 'mul', 'matVec', 'outer', 'oneMinusSquare', 'scale']);

interface Change {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/* eslint-disable-next-line @typescript-eslint/no-explicit-any -- every kind of node has other fields, and each is met by its type */
type AnyNode = Node & Record<string, any>;

/** Every change that one rule makes at one place; `random` picks the other variable where one is put in another's place. */
function changesOf(code: string, random: Random): Change[] {
  const tree = parse(code, { ecmaVersion: 'latest', allowReturnOutsideFunction: true });
  const text = ({ start, end }: Node) => code.slice(start, end);
  const changes: Change[] = [];
  const variables = new Set<string>();
  const shorthand = new Set<number>();
  const keys = new Set<number>();
  const uses: AnyNode[] = [];
  const put = ({ start, end }: Pick<Node, 'start' | 'end'>, ...by: string[]) =>
    changes.push(...by.map((b) => ({ start, end, by: b })));
  const between = (left: Node, right: Node, operator: string, by: readonly string[]) => {
    const start = code.indexOf(operator, left.end);
    if (start >= 0 && start < right.start) put({ start, end: start + operator.length }, ...by);
  };
  const visit: Record<string, (n: AnyNode) => void> = {
    BinaryExpression(n) {
      const { left, right, operator } = n as unknown as { left: Node; right: Node; operator: string };
      between(left, right, operator, operators[operator] ?? []);
      if (['-', '/', '%'].includes(operator)) put(n, `(${text(right)}) ${operator} (${text(left)})`);
      if (['+', '-', '*'].includes(operator)) put(n, text(left), text(right));
    },
    AssignmentExpression: (n) =>
      between(n['left'], n['right'], n['operator'], operators[n['operator']] ?? []),
    UpdateExpression: (n) =>
      put(n, ...(operators[n['operator']] ?? []).map((by) => `${text(n['argument'])}${by}`)),
    UnaryExpression: (n) => put(n, text(n['argument'])),
    Literal(n) {
      const v: unknown = n['value'];
      if (typeof v !== 'number' || keys.has(n.start)) return;
      put(n, ...(Number.isInteger(v) ? [v + 1, v - 1, 2 * v] : [1000 * v, -v]).map((w) => `(${w})`));
    },
    MemberExpression(n) {
      if (!n['computed']) return;
      const [object, index] = [n['object'] as AnyNode, n['property'] as AnyNode];
      if (index.type !== 'Literal') put(index, `${text(index)} - 1`, `${text(index)} + 1`, '0');
      if (object.type === 'MemberExpression' && object['computed'])
        put(n, `${text(object['object'])}[${text(index)}][${text(object['property'])}]`);
    },
    CallExpression(n) {
      const [name, args] = [text(n['callee']), n['arguments'] as Node[]];
      put(n['callee'], ...(functions[name] ?? []));
      if (args.length >= 2)
        put(
          { start: args[0]!.start, end: args[1]!.end },
          `${text(args[1]!)}, ${text(args[0]!)}`,
          ...(name === 'add' || name === 'Math.max' || name === 'Math.min' ? [text(args[1]!)] : []),
        );
      if (name === 'matVec') put(args[0]!, `T(${text(args[0]!)})`);
      if (shaped.has(name))
        put(n, `scale(-1, ${text(n)})`, `scale(2, ${text(n)})`, `scale(1.01, ${text(n)})`);
    },
    ConditionalExpression: (n) =>
      put(n, text(n['consequent']), text(n['alternate']), `!(${text(n['test'])}) ? ${text(n['consequent'])} : ${text(n['alternate'])}`), // prettier-ignore
    IfStatement: (n) => put(n['test'], `!(${text(n['test'])})`, 'true', 'false'),
    ExpressionStatement: (n) => put(n, ';'),
    Property(n) {
      if (n['shorthand']) shorthand.add(n.start);
      else keys.add((n['key'] as Node).start);
    },
    VariablePattern: (n) => void variables.add(n['name']),
    Identifier: (n) => void uses.push(n),
  };
  visit['LogicalExpression'] = visit['BinaryExpression']!;
  full(tree, (n, _, type) => visit[type]?.(n));
  const others = [...variables];
  for (const n of uses) {
    const name = n['name'] as string;
    if (!variables.has(name) || keys.has(n.start)) continue;
    for (let i = 0; i < 2; i++) {
      const other = others[randomInteger(random, others.length)]!;
      if (other !== name) put(n, shorthand.has(n.start) ? `${name}: ${other}` : other);
    }
  }
  return changes;
}

const lineOf = (code: string, at: number): number => code.slice(0, at).split('\n').length;

/** Mutants of one program, drawn without repetition; fewer than `count` where there are not as many. */
export function mutantsOf(program: string, count: number, seed: number): Mutant[] {
  const { code } = transform(program, { transforms: ['typescript'], disableESTransforms: true });
  const random = seededRandom(seed);
  const left = changesOf(code, random);
  const drawn = new Map<string, Mutant>();
  while (left.length && drawn.size < count) {
    const [{ start, end, by }] = left.splice(randomInteger(random, left.length), 1) as [Change];
    const source = code.slice(0, start) + by + code.slice(end);
    if (source === code || drawn.has(source)) continue;
    const what = `line ${lineOf(code, start)}: ${code.slice(start, end)} → ${by}`;
    drawn.set(source, { what: what.replace(/\s+/g, ' '), source });
  }
  return [...drawn.values()];
}
