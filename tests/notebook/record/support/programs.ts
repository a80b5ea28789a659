// Small programs full of what rewriting could break: each returns or logs all that it does.

/** Every program returns a value; `log` is a list that it may fill. */
export const programs: Readonly<Record<string, string>> = {
  'order of evaluation': `
    const log = []; const note = (v) => { log.push(v); return v; };
    const h = [[0], [1], [2]];
    h[note(1)][note(0)] += note(h[note(2)][note(0)]);
    h[note(0)] = note([5]);
    note(h)[note(1)] = note([7]);
    return { h, log };`,
  'labels, break and continue': `
    const h = []; let dW = [[0, 0], [0, 0]];
    outer: for (let t = 0; t < 5; t++) {
      for (let i = 0; ; i++) {
        if (i === 3) continue outer;
        if (t === 3) break outer;
        h[t] = (h[t] ?? 0) + i;
        if (i % 2) continue;
        dW[t % 2][i % 2] += t;
      }
    }
    return { h, dW };`,
  'early return inside loops': `
    const a = [];
    for (const t of [3, 2, 1]) { a.push([t]); for (;;) { if (t === 2) return { a, t }; break; } }
    return null;`,
  'no braces anywhere': `
    let dh = [0, 0], n = 0
    for (let t = 0; t < 3; t++) for (let i = 0; i < 2; i++) if (t > i) dh[i] += t; else dh[i]--
    while (n < 4) n++
    do n += 2; while (n < 9)
    if (n > 5) dh = dh.map((v) => v * n)
    else dh = []
    return [dh, n]`,
  'no semicolons': `
    let h = [[1]]
    let b = [2]
    h[1] = b
    ;[h[0], h[1]] = [h[1], h[0]]
    const dW = [[1, 2]]
    dW[0][0]++
    --dW[0][1]
    return [h, dW]`,
  'closures over loop variables': `
    const read = []; const h = [];
    for (let t = 0; t < 4; t++) { h[t] = t * t; read.push(() => h[t] + t); }
    return read.map((f) => f());`,
  'destructuring of every kind': `
    let dW, dU, [a, , ...da] = [1, 2, 3, 4];
    ({ dW, x: { dU = 7 } = {} } = { dW: 5 });
    const { h: [first, second = 9], ...others } = { h: [1], o: 2, yHat: 3 };
    [a, da[0]] = [da[0], a];
    const f = ({ h, dh = h + 1 }, [o] = [4]) => h + dh + o;
    return { dW, dU, a, da, first, second, others, f: f({ h: 1 }) };`,
  'a chain that stops short': `
    const h = null, o = { push: (v) => v + 1 }, log = [];
    const a = h?.[log.push('never')]?.x ?? 'none';
    return [a, h?.push(1), o?.push(1), o.nothing?.(log.push('no')), log];`,
  'classes, this and private fields': `
    class Base { constructor() { this.dW = [[1]]; } grow(by) { this.dW[0][0] += by; return this; } }
    class Net extends Base {
      #h = [1, 2]; static made = 0; a = [3];
      constructor() { super(); Net.made++; }
      get h() { return [...this.#h]; }
      set h(v) { this.#h = v; }
      step() { this.#h[0] += 1; this.a.push(this.#h[0]); super.grow(2); return this; }
    }
    const net = new Net().step().step();
    net.h = [9];
    return { dW: net.dW, h: net.h, a: net.a, made: Net.made };`,
  'generators and iterators': `
    function* steps(n) { const h = []; for (let t = 0; t < n; t++) { h[t] = yield t; } return h; }
    const it = steps(3); const seen = [];
    let got = it.next();
    while (!got.done) { seen.push(got.value); got = it.next(got.value * 2); }
    return { seen, h: got.value, spread: [...steps(2)] };`,
  'exceptions, finally and rethrow': `
    const log = []; const h = [];
    try { for (let t = 0; t < 3; t++) { try { h[t] = t; if (t === 1) throw new RangeError('at ' + t); } finally { log.push(t); } } }
    catch ({ message, name }) { log.push(name + ': ' + message); }
    return { log, h };`,
  'commas, conditions and short circuits': `
    let a = 0, dh = 1, o = null;
    a = (dh = 2, dh + 1);
    const h = (a, dh, 5);
    o ??= [1]; o[0] ||= 7; dh &&= 9; a **= 2;
    const yHat = dh > 3 ? (a = 4, [a]) : (a = 5, [0]);
    return { a, dh, o, h, yHat, t: typeof missing, v: void (a = 6), a2: a };`,
  'functions that bear known names': `
    function h(n) { return n <= 0 ? 1 : n * h(n - 1); }
    const a = function () { return a.name; }, o = () => o.name;
    let dh; dh = () => 0;
    return [h(5), a(), o(), dh.name, h.length];`,
  'switch and shadowing': `
    const h = 'outer'; const out = [];
    for (const t of [0, 1, 2, 3]) switch (t) {
      case 0: { const h = 'inner'; out.push(h); break; }
      case 1: out.push(h);
      case 2: { let dh = t; dh += 1; out.push(dh); } break;
      default: out.push('d');
    }
    for (let t = 0; t < 2; t++) { let t = 'shadow'; out.push(t); }
    return out;`,
  'getters, symbols and computed names': `
    const key = 'dW'; let reads = 0;
    const o = { [key]: 1, get h() { reads++; return [1]; }, ['d' + 'h'](n) { return n; }, async *a() {} };
    o[key] += 2; o['h'];
    return { dW: o.dW, dh: o.dh(3), reads };`,
  'typed arrays and Maps': `
    const h = new Float32Array(3), dW = [new Float64Array(2), new Float64Array(2)], m = new Map();
    for (let t = 0; t < 3; t++) { h[t] += t / 3; m.set(t, h[t]); dW[t % 2].set([t, t], 0); dW[t % 2].fill(1, 1); }
    return { h: [...h], dW: dW.map((r) => [...r]), m: [...m] };`,
  'arrows of every shape': `
    const h = [(a) => ({ a }), (a) /* => */ => // =>
      (a, a + 1), async (o) => o, () => () => [1], ({ dW = 2 } = {}) =>
      dW, (...da) => da.length, x => x ? y => y : null];
    return [h[0](1), h[1](1), h[3]()(), h[4](), h[5](1, 2), h[6](1)(5), [[1, 2], [3]].map((r) => r.map((v) => (v, v * 2)))];`,
  'regular expressions, templates and comments': `
    const h = \`a\${[1, 2].map((t) => \`<\${t}>\`).join('')}b\`; // a comment // inside
    const a = 'x/*y*/'.replace(/[/*]+/g, '-'); /* and
    another */ const o = String.raw\`\\n\${h}\`;
    return [h, a, o];
    // the end`,
  'types that leave no trace': `
    interface Step { readonly t: number; }
    type Pair<T> = [T, T];
    enum Kind { First, Second }
    const h = [[1, 2]] as number[][], a = <Pair<number>>[1, 2];
    function f<T extends Step>(this: void, s: T, o?: number): s is T { return s!.t > (o ?? 0); }
    abstract class A { protected dW: number[] = [1]; constructor(private readonly n = 2) {} sum() { return this.dW[0]! + this.n; } }
    class B extends A { override sum(): number { return super.sum() satisfies number; } }
    return [h, a, f({ t: 1 }), new B().sum(), Kind.Second];`,
  'an error of the reader': `
    const h = [[1]];
    const go = (t) => h[t][0];
    return go(3);`,
  'something thrown that is no error': `throw { dW: 1 };`,
  strictness: `
    try { undeclared = 3; return 'sloppy'; } catch (e) { return e.name; }`,
  'the temporal dead zone': `
    const look = () => dW;
    try { look(); } catch (e) { return [e.name, look.name]; }
    let dW = 1; return dW;`,
  'assignments in odd places': `
    const h = [], x = [1, 2, 3]; let a, t = 0;
    while ((a = x[t]) !== undefined && (h[t++] = a * 2) < 5);
    for (let i = (h[5] = 0), dW = 3; i < (dW -= 1); h[i++] = dW);
    for (h[7] of [1, 2, 3]) ;
    for (const k in { p: 1 }) a = k;
    return { h, a, d: (delete h[0], 0 in h) };`,
  'the names of the recorder': `
    const $r = 1, $r$ = [2]; let calls = 3, openRecorder = 4; const h = [$r];
    h.push($r$[0], calls, openRecorder);
    return h;`,
};
