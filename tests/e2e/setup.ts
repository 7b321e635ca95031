import { afterAll } from 'vitest';
import { leaveNothing } from './town.ts';

// Hooks run from the last to the first, so the file's own have closed its cloud by then.
afterAll(leaveNothing);
