import type { Store } from '../store.ts';
import type { Levels } from './levels.ts';
import type { Rows } from './rows.ts';

/** What every operation works on: the same rows, as they are and in the shape that dynalite knows. */
export type Cloud = { readonly store: Store; readonly rows: Rows; readonly levels: Levels };
