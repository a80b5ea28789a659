// The edits of one program: what is inserted, and the sites and variables that the insertions speak of by number.
import type { AnyNode, Node } from 'acorn';
import { Insertions, type Place } from './positions.ts';
import { Variables, type FunctionNode, type Scope } from './scopes.ts';

/** Where in the text a value was assigned, and to what. */
export interface Site extends Place {
  readonly variable: number;
}

export class Editor {
  readonly variables = new Variables();
  readonly sites: Site[] = [];
  /** Numbers of the index expressions met so far. */
  readonly placeOf = new Map<Node, number>();
  /** The recorder's name: one that the program does not use. */
  readonly r: string;
  serial = 0;
  places = 0;
  readonly #code: string;
  readonly #original: (place: Place) => Place;
  readonly #insertions: Insertions;

  /** @param original from a place in `code` to one in the text as typed */
  constructor(code: string, original: (place: Place) => Place) {
    this.#code = code;
    this.#original = original;
    this.#insertions = new Insertions(code);
    let r = '$r';
    while (code.includes(r)) r += '$';
    this.r = r;
  }

  add(position: number, text: string): void {
    this.#insertions.add(position, text);
  }

  /** The number of a new site: `variable` changes at `node`. */
  site(node: Node, variable: number): number {
    const { line, column } = node.loc!.start;
    this.sites.push({ variable, ...this.#original({ line, column: column + 1 }) });
    return this.sites.length - 1;
  }

  /** `call(` before an expression and `, rest)` after it. */
  wrap(node: Node, call: string, inside: () => void, rest: () => string): void {
    const sequence = (node as AnyNode).type === 'SequenceExpression';
    this.add(node.start, `${this.r}.${call}(${sequence ? '(' : ''}`);
    inside();
    this.add(node.end, `${sequence ? ')' : ''},${rest()})`);
  }

  /** The computed variables in sight: their numbers, and functions that read them. */
  inSight(scope: Scope): string {
    const found = this.variables.inSight(scope);
    return `[${found.map(({ index }) => index).join()}],[${found.map(({ name }) => `()=>${name}`).join()}]`;
  }

  text(node: Node): string {
    return this.#code.slice(node.start, node.end);
  }

  /** The position after the `=>` of an arrow function; between its parameters and it may stand comments that hold another. */
  afterArrow({ start, params, body }: FunctionNode): number {
    let at = params.at(-1)?.end ?? start;
    while (at < body.start) {
      if (this.#code.startsWith('//', at)) at = this.#code.indexOf('\n', at);
      else if (this.#code.startsWith('/*', at)) at = this.#code.indexOf('*/', at) + 2;
      else if (this.#code.startsWith('=>', at)) return at + 2;
      else at++;
    }
    return body.start;
  }

  /** The edited code between a header, which is put on its first line, and a footer; and the way back to the text as typed. */
  finish(header: string, footer: string): { text: string; original: (place: Place) => Place } {
    const { text, original } = this.#insertions.apply();
    return {
      text: header + text + footer,
      original: ({ line, column }) =>
        this.#original(original({ line, column: line === 1 ? Math.max(1, column - header.length) : column })),
    };
  }
}
