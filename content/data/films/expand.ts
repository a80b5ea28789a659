// Writes a template out. `{name}` is one of the rule's words, `(a|b|)` one of what stands between the bars, `<look>` a verb that agrees
// with the last noun, whose plural is marked with a star: `songs*`. In a rule or a template of both polarities, @ stands for its own
// polarity and ~ for the other.
import type { Random } from '../../../src/engine/random.ts';
import { pick } from '../draw.ts';

export type Polarity = '+' | '-';
/** What a name may be replaced by; names of one polarity end in + or -. */
export type Rules = Readonly<Record<string, readonly string[]>>;

/** The items of a text with semicolons or newlines between them. */
export const list = (text: string): string[] =>
  text
    .split(/\s*[;\n]\s*/)
    .map((item) => item.trim())
    .filter((item) => item !== '');

/** The lines of a text. */
export const rows = (text: string): string[] => text.trim().split('\n');

/** With its marks of polarity filled in. */
export const polar = (text: string, polarity: Polarity): string =>
  text.replaceAll('@', polarity).replaceAll('~', polarity === '+' ? '-' : '+');

/** `name@` as two rules, of either polarity. */
export const bothWays = (rules: Rules): Rules =>
  Object.fromEntries(
    Object.entries(rules).flatMap(([name, items]) =>
      name.endsWith('@')
        ? (['+', '-'] as const).map((p) => [polar(name, p), items.map((item) => polar(item, p))])
        : [[name, items]],
    ),
  );

const irregular: Readonly<Record<string, readonly [one: string, many: string]>> = {
  be: ['is', 'are'],
  was: ['was', 'were'],
  have: ['has', 'have'],
  do: ['does', 'do'],
  go: ['goes', 'go'],
  'isn’t': ['isn’t', 'aren’t'],
  'wasn’t': ['wasn’t', 'weren’t'],
  'doesn’t': ['doesn’t', 'don’t'],
  'hasn’t': ['hasn’t', 'haven’t'],
  fly: ['flies', 'fly'],
  try: ['tries', 'try'],
  carry: ['carries', 'carry'],
  it: ['it', 'them'],
  its: ['its', 'their'],
  that: ['that', 'those'],
  this: ['this', 'these'],
};
const agreeing = (verb: string, plural: boolean): string => {
  const forms = irregular[verb];
  if (forms) return forms[plural ? 1 : 0];
  return plural ? verb : /(?:s|sh|ch|x|z|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
};

/** One sentence in the making: what it has used already is not used again, and verbs follow the last noun. */
class Writing {
  private plural = false;
  private readonly used = new Set<string>();
  private readonly random: Random;
  private readonly rules: Rules;
  constructor(random: Random, rules: Rules) {
    this.random = random;
    this.rules = rules;
  }

  /** An item of the rule that the sentence does not hold yet, where chance finds one. */
  private choose(name: string): string {
    const items = this.rules[name];
    if (!items) throw new Error(`write: no rule {${name}}`);
    for (let tries = 0; ; tries++) {
      const item = pick(this.random, items);
      if (this.used.has(item) && tries < 20) continue;
      this.used.add(item);
      return item;
    }
  }

  /** From left to right, as verbs look back for their noun. */
  write(text: string): string {
    let out = '';
    for (let rest = text; rest !== '';) {
      const mark = rest.search(/[{(<*]/);
      if (mark < 0) return out + rest;
      out += rest.slice(0, mark);
      const close = closing(rest, mark);
      const inner = rest.slice(mark + 1, close);
      if (rest[mark] === '*') this.plural = true;
      else if (rest[mark] === '<') out += agreeing(inner, this.plural);
      else if (rest[mark] === '(') out += this.write(pick(this.random, options(inner)));
      else {
        if (/^(noun|own)/.test(inner)) this.plural = false;
        out += this.write(this.choose(inner));
      }
      rest = rest.slice(close + 1);
    }
    return out;
  }
}

/** Where what opens at `start` ends; a star is its own end. */
function closing(text: string, start: number): number {
  if (text[start] === '*') return start;
  if (text[start] !== '(') return text.indexOf(text[start] === '{' ? '}' : '>', start);
  for (let n = start + 1, depth = 1; n < text.length; n++) {
    if (text[n] === '(') depth++;
    if (text[n] === ')' && --depth === 0) return n;
  }
  throw new Error(`write: “${text}” opens a bracket and does not close it`);
}

/** What stands between the bars, brackets within brackets left whole. */
function options(text: string): string[] {
  const out = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '(') depth++;
    if (sign === ')') depth--;
    if (sign === '|' && depth === 0) out.push('');
    else out[out.length - 1] += sign;
  }
  return out;
}

/** `a` before a sound of a vowel is `an`. */
const articles = (text: string): string =>
  text
    .replace(/\b([Aa]) (?=[aeio]|u(?!ni[^nm]|se|su))(?!one|eu)/g, '$1n ')
    .replace(/\b([Aa]) (?=hour|honest)/g, '$1n ');

/** One sentence of a template: capital, full stop, articles, no blank too many. */
export function write(template: string, rules: Rules, random: Random): string {
  const words = articles(
    new Writing(random, rules)
      .write(template)
      .replace(/\s+/g, ' ')
      .replace(/ ([,.;:!?])/g, '$1')
      .trim(),
  );
  const text = words.replace(
    /(^|[.!?] )(\p{Ll})/gu,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
