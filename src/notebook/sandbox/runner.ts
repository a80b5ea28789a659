// The script of /run.html, the sandboxed frame: makes workers, gives each one program, ends it at its deadline, passes on
// what it says after checking it. It works only where it can do no harm: in a frame, with an opaque origin.
// Readers' code never runs in this realm. One worker serves one run; the next one is started ahead, so that it is warm.
import {
  LIMITS,
  readWorkerAnswer,
  type FrameAnswer,
  type RunMessage,
  type WorkerAnswer,
} from './protocol.ts';
import { framesOf, place, SOURCE } from './where.ts';

/** The worker's whole text, put here by the page's endpoint. */
declare const WORKER_TEXT: string;

interface Warm {
  readonly worker: Worker;
  /** Rejects if the worker cannot start. */
  readonly ready: Promise<void>;
}

function startWorker(): Warm {
  const worker = new Worker(`data:text/javascript;charset=utf-8,${encodeURIComponent(WORKER_TEXT)}`);
  const ready = new Promise<void>((done, fail) => {
    setTimeout(fail, LIMITS.start, new Error('the worker did not start'));
    worker.addEventListener('message', () => done(), { once: true });
    worker.addEventListener('error', () => fail(new Error('the worker failed to start')), { once: true });
  });
  ready.catch(() => undefined); // Whoever runs a program in it hears of it.
  return { worker, ready };
}

/** Lines that the engine itself puts before the body of `new Function(…)`; they count in its stacks. */
function linesBeforeBody(): number {
  try {
    new Function('inputs', 'console', `throw new Error()\n//# sourceURL=${SOURCE}`)();
  } catch (error) {
    const first = framesOf(String((error as Error).stack))[0];
    if (first) return first[0] - 1;
  }
  return 2; // ECMAScript, CreateDynamicFunction: parameters and `{` end with a line feed each.
}

const countLines = (text: string): number => text.split(/\r\n|[\n\r\u2028\u2029]/).length;

function withPlace(answer: WorkerAnswer & { type: 'error' }, run: RunMessage, header: number): FrameAnswer {
  const { nonce, type, name, message, stack, at } = answer;
  const lines = countLines(run.program);
  if (at === null) {
    // before the program: its prelude, and the line that opens its function
    return { nonce, type, name, message, ...place(stack, header + countLines(run.prelude) + 1, lines) };
  }
  // A syntax error, found in the program alone under one line of its own. Past its end means: at its end.
  const line = Math.min(Math.max(at[0] - header - 1, 1), lines);
  return { nonce, type, name, message, line, column: at[1] };
}

function serve(port: MessagePort): void {
  const header = linesBeforeBody();
  let warm: Warm | null = startWorker();
  let stop: (() => void) | null = null;

  function run(message: RunMessage): void {
    const { nonce } = message;
    port.postMessage({ nonce, type: 'heard' } satisfies FrameAnswer);
    const { worker, ready } = (warm ??= startWorker());
    warm = null;
    let deadline: ReturnType<typeof setTimeout> | undefined;
    let open = true;
    const end = (answer: FrameAnswer | null): void => {
      if (!open) return;
      open = false;
      stop = null;
      clearTimeout(deadline);
      worker.terminate();
      if (answer) port.postMessage(answer);
      setTimeout(() => (warm ??= startWorker()));
    };
    let count = 0;
    const hear = (event: MessageEvent<unknown>): void => {
      if (!open) return;
      if (++count > LIMITS.messages) return end({ nonce, type: 'killed', reason: 'flood' });
      const answer = readWorkerAnswer(event.data, nonce);
      if (answer?.type === 'log') port.postMessage(answer);
      else if (answer?.type === 'done') end(answer);
      else if (answer?.type === 'error') end(withPlace(answer, message, header));
    };
    stop = () => end(null);
    ready.then(
      () => {
        if (!open) return;
        worker.addEventListener('message', hear);
        worker.addEventListener('error', () => end({ nonce, type: 'killed', reason: 'crashed' }));
        worker.postMessage(message);
        port.postMessage({ nonce, type: 'started' } satisfies FrameAnswer);
        deadline = setTimeout(end, message.deadline, { nonce, type: 'timeout' });
      },
      () => end({ nonce, type: 'killed', reason: 'crashed' }),
    );
  }

  port.addEventListener('message', (event: MessageEvent<RunMessage | { type: 'stop' }>) => {
    stop?.();
    if (event.data.type === 'run') run(event.data);
  });
  port.start();
  port.postMessage({ type: 'ready' });
}

if (self.origin === 'null' && parent !== self) {
  addEventListener('message', function connect(event) {
    const port = event.ports[0];
    if (event.source !== parent || !port) return;
    removeEventListener('message', connect);
    serve(port);
  });
}
