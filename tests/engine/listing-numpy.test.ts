// The NumPy listing, run by Python as it is printed, under every convention: the engine's own numbers. Needs a Python with NumPy
// ($PYTHON, python3 or Debian's own); where there is none these tests are skipped, and say so.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { conventionIds } from '../../src/engine/conventions.ts';
import { recordTrace } from '../../src/engine/record.ts';
import { sameNumbers } from './support/close.ts';
import { numbers, settingOf, text } from './support/listingSetting.ts';
import { traceProblem } from './support/problems.ts';

const candidates = [process.env['PYTHON'], 'python3', '/usr/bin/python3'].filter((p) => p !== undefined);
const python = candidates.find((p) => spawnSync(p, ['-c', 'import numpy']).status === 0);
const reason = `no Python with NumPy among ${candidates.join(', ')}: the NumPy listing is not run`;
if (!python) console.warn(`skipped: ${reason}`);

const prelude = `import json, sys
import numpy as np
def relu(v): return np.maximum(v, 0)
def softmax(v): return np.exp(v) / np.exp(v).sum()
def one_hot(i, n): return np.eye(n)[i]
def plain(v): return [plain(u) for u in v] if isinstance(v, list) else v.tolist() if hasattr(v, 'tolist') else v
def value(v): return [value(u) for u in v] if isinstance(v, list) and (v and v[0] is None) else np.array(v) if isinstance(v, list) else v
results = []
for case in json.load(sys.stdin):
  v = {name: value(x) for name, x in case['before'].items()}
  v.update(np=np, relu=relu, softmax=softmax, one_hot=one_hot)
  v['sum_over_time'] = lambda f, tau=v['tau']: sum(f(t) for t in range(1, tau + 1))
  places = case['before']['tau'] + 1
  v.update(a=[None] * places, o=[None] * places, yHat=[None] * places, L=[None] * places)
  v['h'] = [np.array(case['before']['h'][0])] + [None] * (places - 1)
  exec(case['code'], v)
  results.append({name: plain(v[name]) for name in case['after']})
json.dump(results, sys.stdout)
`;

const cases = conventionIds.flatMap((convention) =>
  (['tanh', 'relu'] as const).flatMap((nonlinearity) =>
    (['sum', 'mean'] as const).map((reduction) => {
      const problem = traceProblem({
        seed: 6,
        steps: 4,
        inputs: 2,
        hiddens: 3,
        outputs: 4,
        nonlinearity,
        reduction,
      });
      const trace = recordTrace(problem.spec, problem.parameters, problem.sequence);
      const { before, after } = settingOf(trace, convention, 'da_next');
      const code = text({ convention, nonlinearity, reduction, dialect: 'numpy' });
      return { name: `${convention} ${nonlinearity} ${reduction}`, code, before, after };
    }),
  ),
);

/** What Python ends with for each listing, by name in code; one process runs them all. */
function runAll(): Record<string, unknown>[] {
  const input = JSON.stringify(
    cases.map(({ code, before, after }) => ({ code, before, after: Object.keys(after) })),
  );
  const { status, stdout, stderr } = spawnSync(python!, ['-c', prelude], { input, encoding: 'utf8' });
  if (status !== 0) throw new Error(`python ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>[];
}

describe.skipIf(!python)('in Python', () => {
  const results = python ? runAll() : [];
  it.each(cases.map((c, i) => ({ ...c, i })))('$name', ({ after, i }) => {
    for (const [name, expected] of Object.entries(after)) {
      const [a, b] = [numbers(results[i]![name]), numbers(expected)];
      expect(a, name).toHaveLength(b.length);
      a.forEach((v, k) => expect(Math.abs(v - b[k]!), `${name}, entry ${k}`).toBeLessThan(sameNumbers));
    }
  });
});

describe('as text', () => {
  const code = text({ convention: 'd2l', nonlinearity: 'relu', reduction: 'mean', dialect: 'numpy' });
  it('indents by two spaces and needs no semicolon', () => {
    expect(code).toContain('\n  do_ = (yHat[t] - one_hot(y[t], K)) / N\n');
    expect(code).not.toMatch(/[\t;]/);
  });
  it('multiplies by what is stored', () => {
    expect(code).toContain('  a[t] = b_h + W_hh.T @ h[t - 1] + W_xh.T @ x[t]');
    expect(code).toContain('  dh = W_hq @ do_ + W_hh @ da_next');
  });
});
