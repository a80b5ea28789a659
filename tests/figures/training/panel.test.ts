// The training panel without a browser: its first state, what its fields take, what it says, where its labels stand, and the book's prose.
import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { render } from 'svelte/server';
import { describe, expect, it } from 'vitest';
import { optimizerIds } from '../../../src/backends/optimizers.ts';
import { defaultAlphas, defaultOptions } from '../../../src/training/options.ts';
import type { CurvePoint } from '../../../src/training/session.ts';
import { differs, FieldError, parse } from '../../../src/figures/training/fields.ts';
import { dodge, plotLayout } from '../../../src/figures/training/layout.ts';
import { proseOf } from '../../../src/figures/training/prose.ts';
import { TrainingState } from '../../../src/figures/training/state.svelte.ts';
import Fields from '../../../src/figures/training/Fields.svelte';
import TrainingPanel from '../../../src/figures/training/TrainingPanel.svelte';
import {
  choiceInWords,
  duration,
  kilobytes,
  loss,
  moveInWords,
  optimizerNames,
  overfitting,
  remembers,
  thin,
  verdict,
} from '../../../src/figures/training/words.ts';

describe('the first state', () => {
  const { body } = render(TrainingPanel);
  const text = body
    .replace(/<!--.*?-->/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
  it('teaches without a run: what there is to beat, for both of the book’s texts', () => {
    expect(text).toMatch(/this book’s prose [\d,]+ \d+ \d\.\d\d \d\.\d\d \d\.\d\d/);
    expect(text).toMatch(/this book’s code [\d,]+ \d+ \d\.\d\d \d\.\d\d \d\.\d\d/);
    expect(text).toMatch(/tales, letters, recipes [\d,]+ \d+ \d\.\d\d \d\.\d\d \d\.\d\d/);
    expect(text).toContain('With scripts on, you can train it here');
    expect(text).toContain('Nothing is loaded until you press train');
  });
  it('names the texts by their hashes', () => {
    const texts = JSON.parse(/data-texts="([^"]*)"/.exec(body)![1]!.replaceAll('&quot;', '"')) as {
      kind: string;
      url: string;
      sha256: string;
      baselines: Record<string, number>;
    }[];
    expect(texts.map(({ kind }) => kind)).toEqual(['prose', 'code', 'tales']);
    for (const { kind, url, sha256, baselines } of texts) {
      expect(url).toBe(`/data/book-${kind}.${sha256.slice(0, 12)}.txt`);
      // each baseline knows more than the one before
      expect(baselines['unigram']).toBeLessThan(baselines['uniform']!);
      expect(baselines['bigram']).toBeLessThan(baselines['unigram']!);
    }
  });
});

describe('fields', () => {
  it.each([
    ['hiddens', '64', 64],
    ['hiddens', '1,024', 1024],
    ['goal', '1010', 1025],
    ['alpha', '0,003', 0.003],
    ['alpha', '1e100', 1e100],
    ['temperature', '.5', 0.5],
  ] as const)('%s takes %s', (name, text, value) => expect(parse[name](text)).toBe(value));

  it.each([
    ['hiddens', '3', /hidden size is “3”\. Expected: a whole number from 4 to 8,192/],
    ['hiddens', '6.5', /whole number/],
    ['steps', 'many', /number of steps is “many”/],
    ['goal', '0', /from 25 to 100,000/],
    ['alpha', '0', /above 0/],
    ['alpha', '-1', /learning rate is “-1”/],
    ['alpha', '', /above 0/],
    ['alpha', 'Infinity', /above 0/],
    ['temperature', '0', /from 0\.1 to 2/],
    ['patience', '-1', /patience is “-1”\. Expected: a whole number from 0 to 1,000/],
    ['seed', '12345678901234567890123', /“12345678901234567890…”/],
  ] as const)('%s refuses %s', (name, text, words) => {
    expect(() => parse[name](text)).toThrow(FieldError);
    expect(() => parse[name](text)).toThrow(words);
  });

  it('know what makes another run, and what can change on the way', () => {
    expect(differs({ ...defaultOptions, temperature: 1, goal: 50 }, defaultOptions)).toBe(false);
    expect(differs({ ...defaultOptions, seed: 2 }, defaultOptions)).toBe(true);
    expect(differs({ ...defaultOptions, patience: 2 }, defaultOptions)).toBe(true);
    const { patience: _, ...saved } = defaultOptions; // before there was any
    expect(differs(defaultOptions, saved)).toBe(false);
    expect(differs({ ...defaultOptions, nonlinearity: 'relu' }, defaultOptions)).toBe(true);
    const { optimizer: __, ...before } = defaultOptions; // when there was only Adam
    expect(differs(defaultOptions, before)).toBe(false);
    expect(differs({ ...defaultOptions, optimizer: 'sgd' }, before)).toBe(true);
  });
});

describe('the learning rate', () => {
  it('follows the optimiser until the reader sets one, and again from its default on', () => {
    const state = new TrainingState([]);
    const now = () => [state.options.optimizer, state.options.alpha];
    expect(now()).toEqual(['adam', defaultAlphas.adam]);
    state.setOptimizer('sgd');
    expect(now()).toEqual(['sgd', defaultAlphas.sgd]);
    state.set('alpha', '0.2');
    state.setOptimizer('rmsProp');
    expect(now()).toEqual(['rmsProp', 0.2]);
    state.set('alpha', 'fast'); // refused: nothing has changed
    state.setOptimizer('momentum');
    expect(now()).toEqual(['momentum', 0.2]);
    state.set('alpha', String(defaultAlphas.momentum));
    state.setOptimizer('adam');
    expect(now()).toEqual(['adam', defaultAlphas.adam]);
  });
  it('is named with its optimiser', () => {
    const { body } = render(Fields, { props: { training: new TrainingState([]) } });
    expect(body.replace(/<!--.*?-->/g, '')).toContain('>learning rate of Adam<');
  });
});

describe('words', () => {
  it('say what was measured, who was passed over and why', () => {
    const cpu = { id: 'cpu', words: 'WASM SIMD, 2 threads', msPerStep: 8.96, reason: null } as const;
    const gpu = { id: 'gpu', words: 'WebGPU', msPerStep: 21.4, reason: null } as const;
    const both = choiceInWords({ chosen: 'cpu', measured: [cpu, gpu] });
    expect(both.timed.map(({ words }) => words).join(' · ')).toBe('WASM SIMD, 2 threads: 9.0 ms a step · WebGPU: 21 ms');
    expect([both.timed.map(({ chosen }) => chosen), both.passedOver]).toEqual([[true, false], []]);
    const out = (words: string, code: 'software' | 'refused', sentence: string) =>
      ({ id: 'gpu', words, msPerStep: null, reason: { code, sentence } }) as const;
    const software = out('WebGPU, SwiftShader (software)', 'software', 'The processor emulates it; there is no GPU behind it.');
    expect(choiceInWords({ chosen: 'cpu', measured: [{ ...cpu, msPerStep: 0.124 }, software] })).toMatchObject({
      timed: [{ words: 'WASM SIMD, 2 threads: 0.12 ms a step' }],
      passedOver: ['Not WebGPU, SwiftShader (software): the processor emulates it; there is no GPU behind it.'],
    });
    const none = { ...cpu, msPerStep: null, reason: { code: 'refused', sentence: 'WebAssembly is missing.' } } as const;
    expect(choiceInWords({ chosen: 'reference', measured: [none] })).toEqual({
      timed: [],
      passedOver: ['Not WASM SIMD, 2 threads: WebAssembly is missing.', 'So it runs on the reference, which runs anywhere.'],
    });
  }); // prettier-ignore

  it('say what a run has survived', () => {
    const why = 'The WebGPU device was lost.';
    expect(moveInWords({ step: 1059, from: 'gpu', to: 'cpu', why })).toBe(
      'After step 1,059, gpu broke off: the WebGPU device was lost. The run goes on from there, on cpu.',
    );
    expect(moveInWords({ step: 0, from: 'cpu', to: 'cpu', why: 'It stopped.' })).toBe(
      'After step 0, it stopped. The run goes on from there, on cpu.',
    );
  });

  it('say what an optimiser keeps', () => {
    expect(optimizerIds.map((id) => `${optimizerNames[id]} ${remembers(id)}`)).toEqual([
      'SGD remembers nothing between updates',
      'momentum remembers one number for each parameter',
      'RMSProp remembers one number for each parameter',
      'Adam remembers two numbers for each parameter',
    ]);
  });

  it('of durations, sizes and losses', () => {
    expect([0, 59.4, 61, 130, 3599, 3700].map(duration)).toEqual([
      '0 s',
      '59 s',
      '1 min 1 s',
      '2 min 10 s',
      '59 min',
      '1 h 1 min',
    ]);
    expect([4, 12_345, 19_999_999].map(kilobytes)).toEqual(['4 bytes', '12 KB', '20.0 MB']);
    expect([1.005, 999, 1.5e100, NaN, Infinity].map(loss)).toEqual([
      '1.00',
      '999.00',
      '1.5 · 10^100',
      '–',
      '–',
    ]);
  });

  const point = (step: number, train: number | null, heldOut: number): CurvePoint => ({
    step,
    train,
    heldOut,
  });
  it('name the best step once the held-out loss has clearly risen, and not for a wobble', () => {
    const falling = [point(0, null, 4), point(25, 3, 3), point(50, 2.5, 2.6)];
    expect(verdict(falling.slice(0, 1))).toMatch(/guesses about evenly/);
    expect(verdict([point(300, null, 2)])).toBe('So it stood after the 300 updates that made these weights.');
    expect(verdict(falling)).toMatch(/fall together/);
    const apart = [...falling, point(75, 2, 2.5)];
    expect(verdict(apart)).toMatch(/0\.50 nats below the held-out loss/);
    expect(overfitting([...apart, point(100, 1.9, 2.55)])).toBeNull();
    expect(verdict([...apart, point(100, 1.5, 2.8)])).toMatch(
      /lowest at step 75: 2\.50\. Since then the training loss fell from 2\.00 to 1\.50, and the held-out loss rose to 2\.80/,
    );
    // both rose: that is no learning by heart
    expect(overfitting([...apart, point(100, 2.6, 2.9)])).toBeNull();
  });

  it('thin a list and keep its ends', () => {
    const all = Array.from({ length: 401 }, (_, i) => i);
    const few = thin(all, 40);
    expect([few.length, few[0], few.at(-1)]).toEqual([40, 0, 400]);
    expect(thin([1, 2], 40)).toEqual([1, 2]);
  });
});

describe('the plot', () => {
  const baselines = [
    { name: 'guessing evenly', nats: 4.34 },
    { name: 'by frequency', nats: 3.08 },
    { name: 'by the character before', nats: 2.35 },
  ];
  it('keeps its labels apart and inside, wherever the curves are', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.double({ min: 0, max: 20, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true })),
          {
            minLength: 1,
            maxLength: 9,
          },
        ),
        fc.integer({ min: 560, max: 1200 }),
        (losses, width) => {
          const curve = losses.map(([train, heldOut], i) => ({
            step: i * 25,
            train: i ? train : null,
            heldOut,
          }));
          const { labels, height, y } = plotLayout(curve, baselines, 200, width);
          const columns = Object.groupBy(labels, ({ x }) => x);
          for (const column of Object.values(columns)) {
            const ys = column!.map((l) => l.y).sort((a, b) => a - b);
            ys.slice(1).forEach((v, i) => expect(v - ys[i]!).toBeGreaterThan(14));
            expect(ys[0]).toBeGreaterThanOrEqual(0);
            expect(ys.at(-1)).toBeLessThanOrEqual(height);
          }
          expect(y[0]).toBeLessThan(y[1]);
          expect(labels.every((l) => Number.isFinite(l.y))).toBe(true);
        },
      ),
      { numRuns: 200, seed: 3 },
    );
  });
  it('lets a loss that explodes leave through the top', () => {
    const curve = [
      { step: 0, train: null, heldOut: 4.3 },
      { step: 25, train: 3, heldOut: 1e100 },
    ];
    expect(plotLayout(curve, baselines, 100, 800).y[1]).toBeLessThan(10);
  });
  it('dodges no more than it must', () => {
    expect(dodge([10, 50, 90], 17, 0, 100)).toEqual([10, 50, 90]);
    const [a, b] = dodge([50, 52], 20, 0, 100);
    expect(b! - a!).toBeCloseTo(20, 6);
    expect(a! + b!).toBeCloseTo(102, 6);
  });
});

describe('the book’s prose', () => {
  it('is what a reader would read, without markup', () => {
    const mdx = `---
number: 6
title: A title
standfirst: A standfirst.
---

import Sym from './Sym.astro';

A state <Sym id="rnn.h" at="none" /> is *used* twice <Cite id="x" where="section 1" />. See [here](/there), \`code\` and $\\nabla_{h^{(1)}} L$: 2 < 3.

{/* a note */}

<Predict question="Which $W$?" choices={['The first > last', 'It\\'s both']} answer={1}>
  Because.
</Predict>
`;
    expect(proseOf(mdx)).toBe(
      [
        'A title',
        'A standfirst.',
        'A state h is used twice. See here, code and ∇h^(1) L: 2 < 3.',
        "Which W?\nThe first > last\nIt's both",
        'Because.',
      ].join('\n\n'),
    );
  });
  it('of every lesson has no tag, brace or front matter left', () => {
    const folder = 'content/lessons';
    for (const lesson of readdirSync(folder)) {
      const prose = proseOf(readFileSync(`${folder}/${lesson}/index.mdx`, 'utf8'));
      expect(prose.length).toBeGreaterThan(2000);
      expect(prose).not.toMatch(/<\/?[A-Za-z]|client:|^import |^---|[{}]|\\[a-z]/m);
    }
  });
});
