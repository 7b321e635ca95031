const QUOTE = 34;
const NEWLINE = 10;
const RETURN = 13;

export type CsvRow =
  /** `end`: index just behind the row's line break (or the text's end). */
  | { readonly kind: 'row'; readonly cells: string[]; readonly end: number }
  /** A quoted cell is still open at the end of the text. */
  | { readonly kind: 'open' }
  /** Behind a closing quote stands neither a delimiter nor a line break. */
  | { readonly kind: 'broken' };

/**
 * Reads one row from `start` (RFC 4180: cells in quotes may hold delimiters, line breaks and doubled quotes). A quote
 * inside an unquoted cell is text, as in `5" pipe`. Line breaks are LF or CRLF.
 */
export function readCsvRow(text: string, start: number, delimiter: string): CsvRow {
  const comma = delimiter.charCodeAt(0);
  const cells: string[] = [];
  let at = start;
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      const closing = closingQuote(text, at + 1);
      if (closing < 0) return { kind: 'open' };
      const inside = text.slice(at + 1, closing);
      cells.push(inside.includes('"') ? inside.replaceAll('""', '"') : inside);
      at = closing + 1;
      if (text.charCodeAt(at) === RETURN && (at + 1 === text.length || text.charCodeAt(at + 1) === NEWLINE))
        at += 1;
      if (at >= text.length) return { kind: 'row', cells, end: at };
      const next = text.charCodeAt(at);
      if (next === NEWLINE) return { kind: 'row', cells, end: at + 1 };
      if (next !== comma) return { kind: 'broken' };
      at += 1;
      continue;
    }
    let end = at;
    while (end < text.length && text.charCodeAt(end) !== comma && text.charCodeAt(end) !== NEWLINE) end += 1;
    if (end < text.length && text.charCodeAt(end) === comma) {
      cells.push(text.slice(at, end));
      at = end + 1;
      continue;
    }
    cells.push(text.slice(at, end > at && text.charCodeAt(end - 1) === RETURN ? end - 1 : end));
    return { kind: 'row', cells, end: Math.min(end + 1, text.length) };
  }
}

/** Index of the quote that closes a cell opened before `from`; −1 when none does. A doubled quote is text. */
function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}
