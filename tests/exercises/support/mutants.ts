// Small random damage to a program: other operators, indices, functions, transposes, signs, numbers and left-out lines.

export interface Mutant {
  readonly what: string;
  readonly source: string;
}

type Rule = readonly [pattern: RegExp, replacements: readonly string[]];

const rules: readonly Rule[] = [
  [/\[t\]/g, ['[t - 1]', '[t + 1]', '[1]', '[tau]']],
  [/\[t - 1\]/g, ['[t]', '[t + 1]', '[0]']],
  [/\bT\((\w+)\)/g, ['$1']],
  [/matVec\(([UWV]), /g, ['matVec(T($1), ']],
  [/outer\(([^,()]+), ([^()]+)\)/g, ['outer($2, $1)']],
  [/\badd\(/g, ['sub(', 'mul(']],
  [/\bsub\(/g, ['add(']],
  [/\bmul\(/g, ['add(', 'sub(']],
  [/oneMinusSquare\(/g, ['positive(', 'tanh(', 'relu(', '(']],
  [/\btanh\(/g, ['relu(', '(', 'softmax(', 'oneMinusSquare(']],
  [/softmax\(/g, ['tanh(', '(', 'relu(']],
  [/let t = 1;/g, ['let t = 2;', 'let t = 0;']],
  [/t <= tau/g, ['t < tau', 't <= tau + 1']],
  [/let t = tau;/g, ['let t = tau - 1;', 'let t = tau + 1;']],
  [/t >= 1/g, ['t > 1', 't >= 2', 't >= 0']],
  [/t--/g, ['t -= 2']],
  [/t\+\+/g, ['t += 2']],
  [/-Math\.log/g, ['Math.log', '-Math.log2', '-Math.exp', '-Math.log1p']],
  [/oneHot\(y\[t\], K\)/g, ['zeros(K)', 'oneHot(0, K)', 'oneHot(1, K)', 'scale(2, oneHot(y[t], K))']],
  [/\b(da|dh|do_)\b(?=[,);])/g, ['scale(-1, $1)', 'scale(0.5, $1)', 'tanh($1)', 'scale(1.01, $1)']],
  [/\bdaNext\b(?=\))/g, ['zeros(H)', 'scale(2, daNext)']],
  [/\bdh\b(?=\))/g, ['do_', 'a[t]', 'h[t]']],
  [/outer\(da,/g, ['outer(dh,', 'outer(daNext,']],
  [/add\((d[VWUbc]), /g, ['add($1, $1, ', 'scale(1, ', 'sub($1, ']],
  [/\b([UWV])\b(?=,|\))/g, ['scale(2, $1)']],
  [
    /zeros\(([^)]*)\);/g,
    ['scale(2, zeros($1));', 'add(zeros($1), zeros($1).map((r) => (r.map ? r.map(() => 1e-3) : 1e-3)));'],
  ],
  [/\bb, /g, ['c, ', 'scale(-1, b), ']],
  [/\bc, (?=matVec)/g, ['scale(-1, c), ']],
  [/^ {2}(?:h|d[VWUbc]|daNext|o|yHat|L)(?:\[t\])? = .*;$/gm, ['']],
  [/\bh\[t\](?=\)\)?;)/g, ['a[t]', 'o[t]', 'h0']],
  [/L\[t\]\)/g, ['L[t] / tau)', 'L[tau])', '2 * L[t])']],
  [/x\[t\]/g, ['x[tau]', 'scale(-1, x[t])', 'h[t]']],
];

/** For programs written out entry by entry. */
const scalarRules: readonly Rule[] = [
  [/\+=/g, ['-=', '=']],
  [/-=/g, ['+=']],
  [/ \* (?=\w+\[|d\b|\()/g, [' + ']],
  [/\[i\]\[j\]/g, ['[j][i]', '[i][i]']],
  [/\[k\]\[i\]/g, ['[i][k]']],
  [/\[j\]/g, ['[i]']],
  [/1 - h/g, ['1 + h', 'h']],
  [/ \*\* 2/g, ['', ' ** 3']],
  [/\? 1 : 0/g, ['? 0 : 1', '? 0 : 0', '? 2 : 0']],
  [/(let [ijk]) = 0/g, ['$1 = 1']],
  [/Math\.tanh/g, ['Math.sin', 'Math.atan', '']],
  [/Math\.exp/g, ['Math.cosh', '']],
  [/= b\[i\]/g, ['= 0']],
  [/= c\[k\]/g, ['= 0']],
  [/ \/ total/g, ['']],
];

/** Every mutant that one application of one rule gives. */
export function mutantsOf(source: string): Mutant[] {
  const start = source.indexOf('for (let t');
  const all: Mutant[] = [];
  for (const [pattern, replacements] of [...rules, ...scalarRules])
    for (const match of source.matchAll(pattern)) {
      if (match.index < start && !/zeros|add|sub/.test(match[0])) continue;
      for (const replacement of replacements) {
        const by = match[0].replace(new RegExp(pattern.source, pattern.flags.replace('g', '')), replacement);
        const mutated = source.slice(0, match.index) + by + source.slice(match.index + match[0].length);
        if (mutated === source) continue;
        const line = source.slice(0, match.index).split('\n').length;
        all.push({ what: `line ${line}: ${match[0].trim()} → ${by.trim()}`, source: mutated });
      }
    }
  return all.filter(({ source: text }, i) => all.findIndex((m) => m.source === text) === i);
}
