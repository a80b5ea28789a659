// The browser of samples: which view is shown, the files fetched so far, and the address that brings the view back.
import type { Kind, Sample } from './kinds.ts';
import { samplesOf } from './samples.ts';
import { drawn, firstView, fromQuery, passing, toQuery, type Offer, type View } from './view.ts';

/** A file as far as this needs it; see {@link import('./built.ts').FileFacts}. */
interface File {
  readonly name: string;
  readonly url: string;
  readonly samples: number;
  readonly sources?: string | undefined;
}

export class Browsing {
  readonly #kind: Kind;
  readonly #files: readonly File[];
  readonly offer: Offer;
  readonly #fetched: Record<string, Promise<Sample[]> | undefined> = {};
  readonly #first: Sample[];
  #loaded = $state.raw<{ name: string; samples: Sample[] } | null>(null);
  view = $state.raw<View>() as View;
  /** Why a file or a link could not be read. */
  trouble = $state<string | null>(null);
  linkProblem = $state<string | null>(null);

  /** @param head the first samples of the first file */
  constructor(kind: Kind, files: readonly File[], offer: Offer, head: string) {
    this.#kind = kind;
    this.#files = files;
    this.offer = offer;
    this.#first = samplesOf(kind, head, files[0]!.name);
    this.view = firstView(offer);
  }

  get file(): File {
    return this.#files.find(({ name }) => name === this.view.file)!;
  }
  /** All samples of the file; null until it is there. */
  get samples(): Sample[] | null {
    return this.#loaded?.name === this.view.file ? this.#loaded.samples : null;
  }
  /** The view as the page was built: the file need not be fetched for it. */
  get isFirst(): boolean {
    return toQuery(this.view, this.offer) === '';
  }
  #passing = $derived.by(() => (this.samples ? passing(this.samples, this.view) : null));
  /** How many samples pass; null until that is known. */
  get found(): number | null {
    return this.#passing?.length ?? (this.isFirst ? this.file.samples : null);
  }
  #shown = $derived.by(() => (this.#passing ? drawn(this.#passing, this.view.seed) : null));
  /** The samples to be shown; null until the file is there. */
  get shown(): readonly Sample[] | null {
    return this.isFirst ? this.#first : this.#shown;
  }
  get filtered(): boolean {
    return Object.keys(this.view.picks).length > 0 || this.view.word.trim() !== '';
  }

  /** Takes up the address that the page was opened with. */
  open(search: string): void {
    const { view, problem } = fromQuery(search, this.offer);
    this.linkProblem = problem;
    this.view = view;
    if (!this.isFirst) void this.#load();
  }

  /** Changes the view; other filters begin with the first samples again. */
  show(change: Partial<View>): void {
    this.linkProblem = null;
    this.view = { ...this.view, seed: 0, ...change };
    if (!this.isFirst) void this.#load();
  }
  pick(facet: string, value: string): void {
    const { [facet]: _, ...others } = this.view.picks;
    this.show({ picks: value === '' ? others : { ...others, [facet]: value } });
  }
  /** Draws others. */
  draw(): void {
    this.show({ seed: this.view.seed + 1 });
  }
  reset(): void {
    this.show({ ...firstView(this.offer) });
  }
  retry(): void {
    void this.#load();
  }

  async #load(): Promise<void> {
    const { name, url, sources } = this.file;
    this.trouble = null;
    try {
      let coming = this.#fetched[name];
      if (!coming) {
        coming = Promise.all([fetchText(url), sources && fetchText(sources)]).then(([text, from]) =>
          samplesOf(this.#kind, text, name, from),
        );
        this.#fetched[name] = coming;
      }
      const samples = await coming;
      // another file may have been asked for meanwhile
      if (this.view.file === name) this.#loaded = { name, samples };
    } catch (error) {
      this.#fetched[name] = undefined;
      if (this.view.file === name)
        this.trouble = `${name} could not be read: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  return response.text();
}
