// The page's side of the check's worker: started on first use, asked at most once in a while, the latest request wins.
import type { Settings } from '../shared/run/settings.ts';
import type { CheckAnswer, CheckRequest } from './protocol.ts';

export interface Checker {
  /** Asks for a check of these settings; replaces whatever was asked before. */
  ask(settings: Settings, stop: number): void;
  /** Ends the worker; nothing is heard of it again. */
  end(): void;
}

/** A running worker, however it was made: tests bring fakes. */
export interface CheckWorker {
  post(request: CheckRequest): void;
  end(): void;
}
export type Connect = (
  onAnswer: (answer: CheckAnswer) => void,
  onCrash: (reason: string) => void,
) => CheckWorker;

/** A dragged weight changes sixty times a second: this many milliseconds of stillness start a check. */
export const patience = 60;

export function createChecker(
  onAnswer: (answer: CheckAnswer) => void,
  onCrash: (reason: string) => void,
  connect: Connect = startWorker,
): Checker {
  let worker: CheckWorker | null = null;
  let id = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = (): CheckWorker =>
    connect(
      (answer) => {
        if (answer.id === id) onAnswer(answer);
      },
      (reason) => {
        worker?.end();
        worker = null; // the next change starts a new one
        onCrash(reason);
      },
    );
  return {
    ask(settings, stop) {
      clearTimeout(timer);
      const mine = ++id; // from now on, answers to older requests are dropped
      timer = setTimeout(() => (worker ??= open()).post({ id: mine, settings, stop }), patience);
    },
    end() {
      clearTimeout(timer);
      id++;
      worker?.end();
      worker = null;
    },
  };
}

const startWorker: Connect = (onAnswer, onCrash) => {
  // written out in one piece: Vite finds the worker's own chunk by this very form
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  worker.addEventListener('message', (event: MessageEvent<CheckAnswer>) => onAnswer(event.data));
  worker.addEventListener('error', (event) => onCrash(event.message || 'it could not be loaded'));
  return { post: (request) => worker.postMessage(request), end: () => worker.terminate() };
};
