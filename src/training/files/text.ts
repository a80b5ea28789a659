// Running text, as one string.
import { checkText } from '../textFile.ts';
import type { Text } from './kinds.ts';
import type { KindReader } from './reader.ts';

export function textReader(): KindReader<Text> {
  const blocks: string[] = [];
  return {
    push: (block) => void blocks.push(block),
    end() {
      const text = blocks.join('');
      checkText(text);
      return { kind: 'text', text };
    },
  };
}
