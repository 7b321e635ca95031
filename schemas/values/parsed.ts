/**
 * What a parser makes of one cell. Expected outcomes are values, not exceptions. `code` is stable, `message` is for
 * a person: what is wrong and what to do, in plain words, and never the value itself (R14, R50).
 */
export type Remark = { readonly code: string; readonly message: string };
export type Good<T> = { readonly ok: true; readonly value: T; readonly note?: Remark };
export type Bad = { readonly ok: false } & Remark;
export type Parsed<T> = Good<T> | Bad;

export const good = <T>(value: T): Good<T> => ({ ok: true, value });

/** Accepted, but something was mended on the way, and the steward should know. */
export const noted = <T>(value: T, code: string, message: string): Good<T> => ({
  ok: true,
  value,
  note: { code, message },
});

export const bad = (code: string, message: string): Bad => ({ ok: false, code, message });

/** Empty, or a register's default for "unknown": null, never a value of its own. */
export const UNKNOWN: Good<null> = { ok: true, value: null };
