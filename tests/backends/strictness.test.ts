// NaN and infinities on every backend of Node.
import { describe } from 'vitest';
import { strictness } from './shared/strictness.ts';
import { suites } from './suites.ts';

describe.each(suites)('$name', strictness);
