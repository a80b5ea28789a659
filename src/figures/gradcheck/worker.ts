// The gradient check off the main thread: some thousands of forward passes a request. A newer request ends an older one.
import { buildRun } from '../shared/run/build.ts';
import { differencesOf, epsilons, type Differences } from './check.ts';
import type { CheckAnswer, CheckRequest } from './protocol.ts';
import { fingerprintsOf } from './verdict.ts';

/** Milliseconds of work between two looks at the inbox. */
const slice = 25;
let latest = 0;

addEventListener('message', (event: MessageEvent<CheckRequest>) => {
  latest = event.data.id;
  void answer(event.data);
});

async function answer({ id, settings, stop }: CheckRequest): Promise<void> {
  const run = buildRun(settings);
  const stops: Record<number, Differences> = { [stop]: differencesOf(run, epsilons[stop]!) };
  send({ id, stops, fingerprints: null });
  let since = performance.now();
  for (const [k, epsilon] of epsilons.entries()) {
    if (performance.now() - since > slice) {
      await new Promise((resolve) => setTimeout(resolve));
      if (id !== latest) return;
      since = performance.now();
    }
    stops[k] ??= differencesOf(run, epsilon);
  }
  send({ id, stops, fingerprints: fingerprintsOf(settings) });
}

const send = (message: CheckAnswer): void => postMessage(message);
