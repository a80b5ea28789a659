// Mounts the editor for its browser tests; returns what changes its problems.
import { mount } from 'svelte';
import Editor from '../../../src/notebook/editor/Editor.svelte';
import type { Link, Problem } from '../../../src/notebook/editor/types.ts';

const links: Readonly<Record<string, Link>> = {
  h: { ref: 'rnn.h', role: 'hidden' },
  W: { ref: 'rnn.W', role: 'parameter' },
  V: { ref: 'rnn.V', role: 'parameter' },
  dh: { ref: 'rnn.dh', role: 'gradient' },
  dW: { ref: 'rnn.dW', role: 'gradient' },
};

export function mountForTest(
  target: Element,
  value: string,
  onrun: (text: string) => void,
): (problems: readonly Problem[]) => void {
  let problems = $state.raw<readonly Problem[]>([]);
  mount(Editor, {
    target,
    props: {
      value,
      storageKey: 'test/editor',
      label: 'Backward pass',
      decorate: (name: string) => (Object.hasOwn(links, name) ? (links[name] ?? null) : null),
      onrun,
      get problems() {
        return problems;
      },
    },
  });
  return (next) => (problems = next);
}
