/** A file as a steward would drop it. */
export type SampleFile = { readonly key: string; readonly body: Uint8Array };

export type Cell = string | number;

/** `;`-separated with CRLF, cells quoted where they must be. */
export const csv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  `${[header, ...rows].map((row) => row.map(cell).join(';')).join('\r\n')}\r\n`;

function cell(value: Cell): string {
  const text = String(value);
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Decimal comma. */
export const decimal = (value: number, digits: number): string => value.toFixed(digits).replace('.', ',');

/** Points between thousands, as money is written. */
export const euro = (value: number | undefined): string =>
  value === undefined ? '' : `${String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, '.')},00`;

/** UTF-8 with a byte order mark, as spreadsheets save it. */
export const utf8 = (key: string, text: string): SampleFile => ({ key, body: Buffer.from(`\uFEFF${text}`) });

/** windows-1252, as older systems export. */
export const latin1 = (key: string, text: string): SampleFile => ({ key, body: Buffer.from(text, 'latin1') });
