// Every optimiser on networks beyond the character model, on every fast backend of Node.
import { describe } from 'vitest';
import { optimizerNetworks } from './shared/optimizerNetworks.ts';
import { suites } from './suites.ts';

describe.each(suites.filter(({ backend }) => backend.precision === 'float32'))('$name', optimizerNetworks);
