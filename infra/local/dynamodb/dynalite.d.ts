/** The parts of dynalite 4.0.0 that are used as a library; it brings no types of its own. */
declare module 'dynalite/actions/*.js' {
  import type { Action } from '#local/dynamodb/act.ts';
  const action: Action;
  export = action;
}

declare module 'dynalite/validations/*.js' {
  const validation: {
    readonly types: Readonly<Record<string, unknown>>;
    readonly custom?: (data: Record<string, unknown>, store: unknown) => string | undefined;
  };
  export = validation;
}

declare module 'dynalite/validations/index.js' {
  /** Drops members that `types` does not name, and throws on a wrong JSON type. */
  export function checkTypes(data: unknown, types: unknown): Record<string, unknown>;
  /** Throws on a broken constraint; parses expressions and leaves them in `data._condition`, `data._updates`, … */
  export function checkValidations(data: unknown, types: unknown, custom: unknown, store: unknown): void;
}

declare module 'dynalite/db/index.js' {
  import type { Item, Table } from '#local/dynamodb/table.ts';
  export const MAX_SIZE: number;
  export function createKey(item: Item, table: Table): string;
  export function validateKey(key: Item, table: Table): Error | null | undefined;
  export function checkConditional(
    data: Record<string, unknown>,
    item: Item | undefined,
  ): Error | null | undefined;
  export function getIndexActions(
    indexes: readonly unknown[],
    existing: Item | undefined,
    item: Item,
    table: Table,
  ): { readonly puts: readonly { readonly index: string; readonly key: string; readonly item: Item }[] };
}
