// The page's side with fake workers: one request at a time, and every way in which a worker can let it down.
import { describe, expect, it } from 'vitest';
import { createGpuClient, type WorkerLink } from '../../../src/backends/gpu/client.ts';
import type { ForwardProblem, Route, WorkerReply } from '../../../src/backends/gpu/types.ts';
import { randomProblem } from './float64.ts';

const problem = randomProblem({ steps: 1, inputs: 2, hiddens: 2, outputs: 2, nonlinearity: 'relu' }, 3, 1);

const good = (backend: Route): WorkerReply => ({
  ok: true,
  values: { a: [], h: [], o: [], yHat: [] },
  report: {
    backend,
    executorKind: 'generic',
    fallbackReason: null,
    device: null,
    software: true,
    passes: 6,
    compileMs: 1,
    compiled: true,
    runMs: 1,
  },
});
const bad = (code: 'unavailable' | 'context-lost'): WorkerReply => ({
  ok: false,
  code,
  message: `it is ${code}`,
});

/** Fake workers that answer by `answer`, and a record of what became of them. */
function fakes(answer: (route: Route, worker: number) => Promise<WorkerReply>) {
  const log = {
    started: 0,
    ended: 0,
    running: 0,
    most: 0,
    asked: [] as ForwardProblem[],
    crash: (_reason: string): void => undefined,
  };
  const connect = (): WorkerLink => {
    const number = ++log.started;
    return {
      api: {
        async forward(route, problem) {
          log.asked.push(problem);
          log.most = Math.max(log.most, ++log.running);
          return answer(route, number).finally(() => log.running--);
        },
      },
      onCrash: (listener) => (log.crash = listener),
      end: () => void log.ended++,
    };
  };
  return { log, client: createGpuClient(connect) };
}

const never = (): Promise<WorkerReply> => new Promise(() => undefined);
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('createGpuClient', () => {
  it('starts no worker before the first request, and none for wrong input', async () => {
    const { log, client } = fakes((route) => Promise.resolve(good(route)));
    await expect(client.forward({ ...problem, b: [1] })).rejects.toMatchObject({ code: 'bad-input' });
    expect(log.started).toBe(0);
    expect(await client.forward(problem, { route: 'cpu' })).toMatchObject({
      backend: 'cpu',
      requested: 'cpu',
    });
    expect(log.started).toBe(1);
  });

  it('asks one thing at a time, in order', async () => {
    const order: Route[] = [];
    const { log, client } = fakes(async (route) => {
      order.push(route);
      await tick();
      return good(route);
    });
    const routes = ['cpu', 'webgl2', 'webasm'] as const;
    await Promise.all(routes.map((route) => client.forward(problem, { route })));
    expect(order).toEqual(routes);
    expect(log.most).toBe(1);
  });

  it('sends the numbers as they were when asked, plain whatever they were wrapped in', async () => {
    const { log, client } = fakes((route) => Promise.resolve(good(route)));
    const b = [1, 2];
    const answer = client.forward({ ...problem, b: new Proxy(b, {}) }, { route: 'cpu' });
    b[0] = 99;
    await answer;
    expect(log.asked[0]?.b).toEqual(Float64Array.of(1, 2));
    expect(() => structuredClone(log.asked[0])).not.toThrow();
  });

  it('goes on past a route that fails, and tells', async () => {
    const { client } = fakes((route) =>
      Promise.resolve(route === 'webgpu' ? bad('unavailable') : good(route)),
    );
    expect(await client.forward(problem)).toMatchObject({
      requested: 'auto',
      backend: 'webgl2',
      passedOver: [{ route: 'webgpu', reason: 'it is unavailable' }],
    });
  });

  it('says that it compiles the first time only', async () => {
    const { client } = fakes((route) => Promise.resolve(good(route)));
    const stages: string[] = [];
    const options = {
      route: 'cpu',
      onProgress: ({ stage }: { stage: string }) => void stages.push(stage),
    } as const;
    await client.forward(problem, options);
    await client.forward(problem, options);
    client.terminate();
    await client.forward(problem, options);
    expect(stages).toEqual(['compiling', 'running', 'compiling']);
  });

  it('ends a worker that hangs, and starts another for the next request', async () => {
    const { log, client } = fakes((route, worker) => (worker === 1 ? never() : Promise.resolve(good(route))));
    await expect(client.forward(problem, { route: 'webgpu', timeoutMs: 5 })).rejects.toMatchObject({
      code: 'timeout',
    });
    expect(log).toMatchObject({ started: 1, ended: 1 });
    expect(await client.forward(problem, { route: 'webgpu' })).toMatchObject({ backend: 'webgpu' });
    expect(log.started).toBe(2);
  });

  it('with auto, a hang costs one worker and the next route runs', async () => {
    const { log, client } = fakes((route) => (route === 'webgpu' ? never() : Promise.resolve(good(route))));
    expect(await client.forward(problem, { timeoutMs: 5 })).toMatchObject({ backend: 'webgl2' });
    expect(log).toMatchObject({ started: 2, ended: 1 });
  });

  it('reports a crash, and recovers', async () => {
    const { log, client } = fakes((route, worker) => (worker === 1 ? never() : Promise.resolve(good(route))));
    const answer = client.forward(problem, { route: 'cpu' });
    await tick();
    log.crash('out of memory');
    await expect(answer).rejects.toMatchObject({
      code: 'crashed',
      message: 'The gpu.js worker stopped: out of memory',
    });
    expect(await client.forward(problem, { route: 'cpu' })).toMatchObject({ backend: 'cpu' });
  });

  it('terminates: the running request fails, those behind it run in a new worker', async () => {
    const { log, client } = fakes((route, worker) => (worker === 1 ? never() : Promise.resolve(good(route))));
    const running = client.forward(problem, { route: 'cpu' });
    const waiting = client.forward(problem, { route: 'webasm' });
    await tick();
    client.terminate();
    await expect(running).rejects.toMatchObject({ code: 'terminated' });
    expect(await waiting).toMatchObject({ backend: 'webasm' });
    expect(log.started).toBe(2);
  });

  it('drops a request that was withdrawn while it waited', async () => {
    const { log, client } = fakes(async (route) => tick().then(() => good(route)));
    const first = client.forward(problem, { route: 'cpu' });
    const withdrawn = new AbortController();
    const second = client.forward(problem, { route: 'webgl2', signal: withdrawn.signal });
    withdrawn.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect(await first).toMatchObject({ backend: 'cpu' });
    expect(log.most).toBe(1);
  });

  it('turns a worker that cannot be started into a typed error', async () => {
    const client = createGpuClient(() => {
      throw new Error('no workers here');
    });
    await expect(client.forward(problem, { route: 'cpu' })).rejects.toMatchObject({
      code: 'failed',
      message: 'no workers here',
    });
  });
});
