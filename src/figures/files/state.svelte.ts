// A file of the reader's on its way through the file worker: chosen, proposed, read or refused. Nothing is loaded before one is chosen.
import { createFileClient, type FileClient, type FileClientEvent } from '../../training/files/client.ts';
import type { Kind } from '../../training/files/kinds.ts';
import type { Proposal } from '../../training/files/sniff.ts';
import type { Summary } from '../../training/files/summary.ts';

export type FileState = 'none' | 'reading' | 'read' | 'refused' | 'cancelled';

export class OpenFileState {
  state = $state<FileState>('none');
  file = $state.raw<{ readonly name: string; readonly blob: Blob } | null>(null);
  proposal = $state.raw<Proposal | null>(null);
  /** What it is read as: proposed, or chosen. */
  kind = $state<Kind | null>(null);
  progress = $state.raw<{ readonly read: number; readonly of: number } | null>(null);
  summary = $state.raw<Summary | null>(null);
  /** Why it was refused, for the reader. */
  refusal = $state('');
  #client: FileClient;
  #id = 0;

  /** @param client makes the page's side of the worker: tests bring fakes */
  constructor(client: (listen: (event: FileClientEvent) => void) => FileClient = createFileClient) {
    this.#client = client((event) => this.#hear(event));
  }

  /** Takes a file, whatever it is. */
  take(file: { readonly name: string; readonly blob: Blob }): void {
    this.file = file;
    this.proposal = null;
    this.kind = null;
    this.#open(null);
  }
  /** Reads the file as something else than was proposed. */
  readAs(kind: Kind): void {
    this.kind = kind;
    this.#open(kind);
  }
  /** Stops reading: the worker ends at once, whatever it is doing. */
  cancel(): void {
    if (this.state !== 'reading') return;
    this.#stop();
    this.state = 'cancelled';
  }
  /** Ends the worker, if one was started. */
  end(): void {
    this.#client.end();
  }

  #stop(): void {
    this.#id++;
    this.#client.end();
    this.progress = null;
  }
  #open(as: Kind | null): void {
    if (!this.file) return;
    if (this.state === 'reading') this.#stop();
    this.state = 'reading';
    this.summary = null;
    this.refusal = '';
    this.progress = { read: 0, of: this.file.blob.size };
    const { name, blob } = this.file;
    this.#client.post({ kind: 'open', id: ++this.#id, name, blob, as });
  }
  #refuse(message: string): void {
    this.state = 'refused';
    this.refusal = message;
    this.progress = null;
  }
  #hear(event: FileClientEvent): void {
    if (event.kind === 'crashed')
      return this.#refuse(
        `The worker that reads files stopped (${event.reason}). The machine may be out of memory: try a smaller file, or choose it again.`,
      );
    if (event.id !== this.#id) return;
    switch (event.kind) {
      case 'proposed':
        this.proposal = event.proposal;
        this.kind = event.proposal.kind;
        break;
      case 'progress':
        this.progress = event;
        break;
      case 'read':
        this.state = 'read';
        this.summary = event.summary;
        this.progress = null;
        break;
      case 'refused':
        this.#refuse(event.message);
        break;
    }
  }
}
