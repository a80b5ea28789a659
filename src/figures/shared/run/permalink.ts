// The running example as a query string, and back. Only what differs from the default is written; whatever comes in is checked.
import { conventionIds, isConvention, type ConventionId } from '../../../engine/conventions.ts';
import {
  defaults,
  editKey,
  fittingEdits,
  parse,
  parseEditKey,
  SettingsError,
  SpellingError,
  type Settings,
} from './settings.ts';

/** What a link holds besides the settings. */
export interface View {
  /** Index of the micro-step shown. */
  readonly at: number;
  /** The notation, where it is not the textbook's. */
  readonly notation?: ConventionId | undefined;
}

const maxLength = 12_000; // every weight of the largest network edited takes about 6,000 characters

/** Short names in the address bar, in the order in which they are written. */
const names = {
  word: 'word',
  hiddens: 'hidden',
  seed: 'seed',
  nonlinearity: 'f',
  reduction: 'loss',
  truncate: 'cut',
  alpha: 'alpha',
  faults: 'break',
} as const;

/** `?word=hola&at=40`; empty for the default state. */
export function toQuery(settings: Settings, view: View, defaultAt: number): string {
  const query = new URLSearchParams();
  for (const [key, name] of Object.entries(names) as [keyof typeof names, string][]) {
    const text = key === 'faults' ? settings.faults.join('.') : String(settings[key]);
    if (text !== (key === 'faults' ? '' : String(defaults[key]))) query.set(name, text);
  }
  const edits = Object.entries(settings.edits).map(([key, value]) => {
    const { id, row, column } = parseEditKey(key)!;
    return `${id.split('.')[1]}${row}.${column}:${value}`;
  });
  if (edits.length) query.set('edit', edits.join('~'));
  if (view.at !== defaultAt) query.set('at', String(view.at + 1));
  if (view.notation && view.notation !== 'textbook') query.set('notation', view.notation);
  const text = query.toString();
  return text && `?${text}`;
}

export interface FromQuery {
  readonly settings: Settings;
  /** Micro-step asked for, zero-based; null where the link says nothing. */
  readonly at: number | null;
  /** The notation asked for; absent where the link says nothing. */
  readonly notation?: ConventionId;
  /** Why the link was refused; then the settings are the default ones. */
  readonly problem: string | null;
}

/** Reads a query string. A bad one gives the default state and a sentence that says why; it never throws. */
export function fromQuery(search: string): FromQuery {
  const refuse = (problem: string): FromQuery => ({ settings: defaults, at: null, problem });
  if (search.length > maxLength)
    return refuse(`the link is ${search.length} characters long, expected at most ${maxLength}`);
  try {
    const query = new URLSearchParams(search);
    let settings = defaults;
    for (const [key, name] of Object.entries(names) as [keyof typeof names, string][]) {
      const text = query.get(name);
      if (text !== null) settings = { ...settings, [key]: parse[key](text) };
    }
    settings = { ...settings, edits: parseEdits(query.get('edit') ?? '') };
    const fitting = fittingEdits(settings);
    const stray = Object.keys(settings.edits).find((key) => !(key in fitting));
    if (stray) return refuse(`it edits the weight ${stray}, which this network does not have`);
    const at = query.get('at');
    if (at !== null && !/^[1-9]\d{0,3}$/.test(at)) return refuse('its step is not a whole number above 0');
    const notation = query.get('notation');
    if (notation !== null && !isConvention(notation))
      return refuse(`its notation is not one of ${conventionIds.join(', ')}`);
    return {
      settings,
      at: at === null ? null : Number(at) - 1,
      ...(notation === null ? {} : { notation }),
      problem: null,
    };
  } catch (error) {
    if (error instanceof SettingsError) return refuse(error.message);
    // a sentence of its own; here it becomes part of one
    if (error instanceof SpellingError)
      return refuse(error.message[0]!.toLowerCase() + error.message.slice(1).replace(/\.$/, ''));
    throw error;
  }
}

const letters: Record<string, string> = {
  U: 'rnn.U',
  W: 'rnn.W',
  b: 'rnn.b',
  V: 'readout.V',
  c: 'readout.c',
};

function parseEdits(text: string): Settings['edits'] {
  const edits: Record<string, number> = {};
  for (const item of text.split('~').filter(Boolean)) {
    const match = /^([UWVbc])(\d{1,2})\.(\d{1,2}):(.+)$/.exec(item);
    if (!match)
      throw new SettingsError(
        `an edited weight is written ${JSON.stringify(item.slice(0, 24))}, expected the form W0.1:0.5`,
      );
    edits[editKey(letters[match[1]!]!, Number(match[2]), Number(match[3]))] = parse.weight(match[4]!);
  }
  return edits;
}
