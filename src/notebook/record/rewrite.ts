// Walks a program and wraps, where they stand, the assignments, calls, indices and loops that a recording needs to hear of.
import type {
  AnyNode,
  AssignmentExpression,
  CallExpression,
  Expression,
  MemberExpression,
  Node,
  Program,
  Statement,
  UpdateExpression,
  VariableDeclaration,
} from 'acorn';
import type { Editor } from './editor.ts';
import { effectOf, isPath } from './effects.ts';
import {
  boundBy,
  childrenOf,
  isFunction,
  isKnown,
  lexicalNames,
  varNames,
  type FunctionNode,
  type Scope,
} from './scopes.ts';
import { climbed, isTimed, targetsOf, variableOf, type Loop, type Target } from './targets.ts';

interface Context {
  readonly scope: Scope;
  /** The expression that holds the innermost node. */
  readonly node: string;
  /** Enclosing loops of the same function, innermost last. */
  readonly loops: readonly Loop[];
  /** Not inside any function. */
  readonly top: boolean;
}

type LoopNode = Extract<
  AnyNode,
  {
    type: 'ForStatement' | 'ForInStatement' | 'ForOfStatement' | 'WhileStatement' | 'DoWhileStatement';
  }
>;

const loopTypes = /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/;

/** Names that a program declares itself, anywhere: its own `add` may well change its arguments. */
function declaredNames(tree: AnyNode): Set<string> {
  const own = new Set<string>();
  const collect = (node: AnyNode): void => {
    if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id)
      own.add(node.id.name);
    if (node.type === 'VariableDeclarator') for (const { name } of boundBy(node.id)) own.add(name);
    for (const child of childrenOf(node)) collect(child);
  };
  collect(tree);
  return own;
}

/** Adds every wrapping of `tree` to the editor. `pure` holds functions known to change nothing. */
export function rewrite(tree: Program, editor: Editor, pure: ReadonlySet<string>): void {
  const own = declaredNames(tree);
  new Rewriter(editor, new Set([...pure].filter((name) => !own.has(name)))).program(tree);
}

class Rewriter {
  readonly #e: Editor;
  readonly #pure: ReadonlySet<string>;

  constructor(editor: Editor, pure: ReadonlySet<string>) {
    this.#e = editor;
    this.#pure = pure;
  }

  program({ body, end }: Program): void {
    const names = [...lexicalNames(body), ...body.flatMap(varNames)];
    const scope = this.#e.variables.open(null, names, false);
    this.#statements(body, { scope, node: '0', loops: [], top: true });
    this.#e.add(end, `\n;${this.#e.r}.out(void 0,${this.#e.inSight(scope)});`);
  }

  #visitAll(node: AnyNode, context: Context): void {
    for (const child of childrenOf(node)) this.#visit(child, context);
  }

  #visit(node: AnyNode, context: Context): void {
    if (isFunction(node)) return this.#function(node, context, false);
    if (loopTypes.test(node.type)) return this.#loop(node as LoopNode, context);
    switch (node.type) {
      case 'BlockStatement':
      case 'StaticBlock':
        return this.#block(node.body, context);
      case 'SwitchStatement':
        this.#visit(node.discriminant, context);
        return this.#block(
          node.cases.flatMap((c) => [...(c.test ? [c.test] : []), ...c.consequent]),
          context,
        );
      case 'CatchClause': {
        const names = boundBy(node.param ?? null).map(({ name }) => name);
        const scope = this.#e.variables.open(context.scope, names, context.scope.helper);
        return this.#visit(node.body, { ...context, scope });
      }
      case 'VariableDeclaration':
        return this.#declaration(node, context);
      case 'AssignmentExpression':
      case 'UpdateExpression':
        return this.#assignment(node, context);
      case 'CallExpression':
        return this.#call(node, context);
      case 'ChainExpression':
        // parts of a?.b() cannot be wrapped one by one: its short cut would be lost
        return this.#inChain(node.expression, context);
      case 'MemberExpression':
        return this.#member(node, context);
      case 'ReturnStatement':
        return context.top ? this.#return(node, context) : this.#visitAll(node, context);
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition':
        if (node.computed) this.#visit(node.key, context);
        if (!node.value) return;
        if (isFunction(node.value)) return this.#function(node.value, context, false);
        return this.#visit(node.value, context);
      default:
        return this.#visitAll(node, context);
    }
  }

  #block(statements: readonly AnyNode[], context: Context): void {
    const scope = this.#e.variables.open(context.scope, lexicalNames(statements), context.scope.helper);
    this.#statements(statements, { ...context, scope });
  }

  #statements(statements: readonly AnyNode[], context: Context): void {
    for (const statement of statements) {
      this.#visit(statement, context);
      // what is called after a loop is no part of its last pass
      let inner = statement;
      while (inner.type === 'LabeledStatement') inner = inner.body;
      if (loopTypes.test(inner.type)) this.#e.add(statement.end, `;${this.#e.r}.now=${context.node};`);
    }
  }

  #function(node: FunctionNode, context: Context, passed: boolean): void {
    const names = node.params.flatMap((p) => boundBy(p)).map(({ name }) => name);
    const helper = context.scope.helper || !passed;
    const inner = node.body.type === 'BlockStatement' ? varNames(node.body) : [];
    const scope = this.#e.variables.open(context.scope, [...names, ...inner], helper);
    for (const p of node.params) this.#pattern(p, { scope, node: `${this.#e.r}.now`, loops: [], top: false });
    const id = this.#e.serial++;
    const own = `${this.#e.r}n${id}`;
    // what is passed on the spot runs where it stands; what has a name runs where it is called
    const begin = passed ? `iter(${id},${context.node},` : `enter(${id},`;
    const enter = `const ${own}=${this.#e.r}.${begin}[${names.join()}]);`;
    const inside: Context = { scope, node: own, loops: [], top: false };
    if (node.body.type === 'BlockStatement') {
      const directives = node.body.body.filter((s) => 'directive' in s && s.directive);
      this.#e.add(directives.at(-1)?.end ?? node.body.start + 1, `;${enter}`);
      return this.#block(node.body.body, inside);
    }
    this.#e.add(this.#e.afterArrow(node), `{${enter}return(`);
    this.#visit(node.body, inside);
    this.#e.add(node.end, ')}');
  }

  /** Default values and computed keys inside a pattern. */
  #pattern(pattern: AnyNode, context: Context): void {
    if (pattern.type === 'AssignmentPattern') {
      this.#pattern(pattern.left, context);
      this.#visit(pattern.right, context);
    } else if (pattern.type === 'Property') {
      if (pattern.computed) this.#visit(pattern.key, context);
      this.#pattern(pattern.value, context);
    } else if (pattern.type === 'MemberExpression') this.#member(pattern, context);
    else if (pattern.type !== 'Identifier')
      for (const child of childrenOf(pattern)) this.#pattern(child, context);
  }

  #loop(node: LoopNode, context: Context): void {
    let declared: string[] = [];
    let scope = context.scope;
    const head = node.type === 'ForStatement' ? node.init : 'left' in node ? node.left : null;
    if (head?.type === 'VariableDeclaration') {
      declared = head.declarations.flatMap((d) => boundBy(d.id)).map(({ name }) => name);
      if (head.kind !== 'var') scope = this.#e.variables.open(scope, declared, scope.helper);
    } else if (head?.type === 'AssignmentExpression' && head.left.type === 'Identifier')
      declared = [head.left.name];
    else if (node.type === 'WhileStatement' || node.type === 'DoWhileStatement') {
      const { test } = node;
      if (test.type === 'BinaryExpression' && test.left.type === 'Identifier') declared = [test.left.name];
    }
    const around: Context = { ...context, scope };
    for (const child of childrenOf(node)) if (child !== node.body) this.#visit(child, around);

    const id = this.#e.serial++;
    const own = `${this.#e.r}n${id}`;
    const block = node.body.type === 'BlockStatement' ? node.body : null;
    const shadowed = new Set(lexicalNames(block?.body ?? []));
    const seen = declared.filter((name) => !shadowed.has(name));
    const begin = `const ${own}=${this.#e.r}.iter(${id},${context.node},[${seen.join()}]);`;
    const inside: Context = {
      ...around,
      node: own,
      loops: [...context.loops, { names: declared, outer: context.node }],
    };
    this.#e.add(block ? block.start + 1 : node.body.start, block ? begin : `{${begin}`);
    this.#visit(node.body, inside);
    if (!block) this.#e.add(node.body.end, '}');
  }

  #declaration(node: VariableDeclaration, context: Context): void {
    for (const declarator of node.declarations) {
      const { id, init } = declarator;
      this.#pattern(id, context);
      if (!init) continue;
      const variables = boundBy(id)
        .map(({ name }) => ({ name, variable: this.#e.variables.find(context.scope, name) }))
        .filter(({ variable }) => isKnown(this.#e.variables, variable));
      const code = isFunction(init) || init.type === 'ClassExpression';
      if (!variables.length || code) this.#visit(init, context);
      else if (id.type === 'Identifier') {
        const site = this.#e.site(declarator, variables[0]!.variable!);
        this.#e.wrap(
          init,
          'val',
          () => this.#visit(init, context),
          () => `${site},${context.node}`,
        );
      } else {
        this.#visit(init, context);
        const sites = variables.map(({ variable }) => this.#e.site(declarator, variable!));
        const names = variables.map(({ name }) => name);
        const hidden = `${this.#e.r}d${this.#e.serial++}`;
        this.#e.add(
          declarator.end,
          `,${hidden}=${this.#e.r}.many([${sites.join()}],${context.node},[${names.join()}])`,
        );
      }
    }
  }

  #assignment(node: AssignmentExpression | UpdateExpression, context: Context): void {
    const left = node.type === 'AssignmentExpression' ? node.left : node.argument;
    const { paths, stray } = targetsOf(this.#e.variables, left, context.scope);
    const inside = () => {
      this.#pattern(left, context);
      if (node.type === 'AssignmentExpression') this.#visit(node.right, context);
    };
    this.#recording(node, paths, stray, context, inside, 'after');
  }

  /** Wraps `node` so that the targets are recorded once it is evaluated; where it strays, everything in sight is looked at. */
  #recording(
    node: Node,
    paths: readonly Target[],
    stray: boolean,
    context: Context,
    inside: () => void,
    how: 'after' | 'pushed',
  ): void {
    const look = stray && this.#e.variables.inSight(context.scope).length > 0;
    if (look) this.#e.add(node.start, `${this.#e.r}.look(`);
    for (const { indexed } of paths)
      this.#e.add(node.start, `${this.#e.r}.${indexed.length ? 'after' : how}(`);
    inside();
    for (const { variable, path, indexed } of paths.toReversed()) {
      const site = this.#e.site(node, variable);
      const timed = isTimed(this.#e.variables, variable);
      const at = climbed(timed, indexed, context.node, context.loops);
      const first = timed ? this.#e.placeOf.get(indexed[0] as Node) : undefined;
      const place = how === 'pushed' && !indexed.length ? '' : `,${first ?? -1}`;
      this.#e.add(node.end, `,${site},${at},${this.#e.text(path)}${place})`);
    }
    if (look)
      this.#e.add(
        node.end,
        `,${this.#e.site(node, this.#e.variables.inSight(context.scope)[0]!.index)},${context.node},${this.#e.inSight(context.scope)})`,
      );
  }

  #call(node: CallExpression, context: Context): void {
    const { callee } = node;
    const inside = () => {
      if (callee.type === 'MemberExpression') this.#member(callee, context);
      else if (isFunction(callee)) this.#function(callee, context, true);
      else this.#visit(callee, context);
      this.#arguments(node, context);
    };
    if (callee.type === 'Super') return inside();
    const effect = effectOf(node, this.#pure);
    if (effect === 'none') return inside();
    if (effect === 'unknown') {
      // the callee of a method call on a known variable may change it: `dW.accumulate(…)`
      const owner =
        callee.type === 'MemberExpression'
          ? targetsOf(this.#e.variables, callee.object as Expression, context.scope)
          : null;
      return this.#recording(node, owner?.paths ?? [], true, context, inside, 'after');
    }
    const { paths, stray } = targetsOf(
      this.#e.variables,
      (callee as MemberExpression).object as Expression,
      context.scope,
    );
    this.#recording(node, paths, stray, context, inside, effect === 'push' ? 'pushed' : 'after');
  }

  #arguments(node: CallExpression, context: Context): void {
    for (const argument of node.arguments)
      if (isFunction(argument)) this.#function(argument, context, true);
      else this.#visit(argument, context);
  }

  #inChain(node: AnyNode, context: Context): void {
    if (node.type === 'CallExpression') {
      this.#inChain(node.callee, context);
      this.#arguments(node, context);
    } else if (node.type === 'MemberExpression') {
      this.#inChain(node.object, context);
      this.#index(node, context);
    } else this.#visit(node, context);
  }

  #member(node: MemberExpression, context: Context): void {
    this.#visit(node.object, context);
    this.#index(node, context);
  }

  /** `h[t]` → `h[$r.ix(place, node, variable, h, t)]`. */
  #index(node: MemberExpression, context: Context): void {
    const { object, property } = node;
    if (!node.computed || property.type === 'PrivateIdentifier') return;
    const variable = variableOf(this.#e.variables, object, context.scope);
    const worthwhile =
      variable === undefined ? object.type === 'Identifier' : isTimed(this.#e.variables, variable);
    if (!worthwhile || !isPath(object) || (property.type === 'Literal' && typeof property.value !== 'number'))
      return this.#visit(property, context);
    const place = this.#e.places++;
    this.#e.placeOf.set(node, place);
    const text = this.#e.text(object);
    const list = object.type === 'Identifier' || /^inputs\.[\w$]+$/.test(text) ? text : '0';
    const where = property.type === 'Literal' ? '-1' : context.node;
    const sequence = property.type === 'SequenceExpression';
    this.#e.add(
      property.start,
      `${this.#e.r}.ix(${place},${where},${variable ?? -1},${list},${sequence ? '(' : ''}`,
    );
    this.#visit(property, context);
    this.#e.add(property.end, sequence ? '))' : ')');
  }

  #return(node: Extract<Statement, { type: 'ReturnStatement' }>, context: Context): void {
    const { argument } = node;
    if (!argument) {
      this.#e.add(
        node.start + 'return'.length,
        ` ${this.#e.r}.out(void 0,${this.#e.inSight(context.scope)})`,
      );
      return;
    }
    this.#e.wrap(
      argument,
      'out',
      () => this.#visit(argument, context),
      () => this.#e.inSight(context.scope),
    );
  }
}
