import type { RejectSink } from './reject-list.ts';
import type { ChunkWriter } from './chunk-writer.ts';
import { Refusal } from './refusal.ts';

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const NEWLINE = 10;
const OPENING: ReadonlySet<number> = new Set([91, 123]);
const CLOSING: ReadonlySet<number> = new Set([93, 125]);

export type JsonElements = {
  /** `text` of the first call begins with the list's `[`. */
  push(text: string): void;
  /** Throws a Refusal when the list never closed: a part of a file would withdraw what the rest holds. */
  end(): void;
};

/**
 * Hands the elements of a JSON list (RFC 8259) to the writer, one per line, while the list streams by: memory holds
 * one element. Elements are only cut here; what they hold is parsed by normalize. A row's line is that on which its
 * element begins, or the next free one where several share a line.
 */
export function jsonElements(
  firstLine: number,
  limits: { readonly lineBytes: number; readonly wrapped: boolean },
  writer: ChunkWriter,
  rejects: RejectSink,
): JsonElements {
  let depth = 0;
  let inText = false;
  let escaped = false;
  let closed = false;
  let line = firstLine;
  let elementLine = 0;
  let held = '';
  let tooLong = false;

  const keep = (piece: string): void => {
    if (tooLong) return;
    held += piece;
    if (held.length <= limits.lineBytes) return;
    tooLong = true;
    held = '';
  };
  const elementEnds = (): void => {
    const element = held.trim().replace(/\s*[\r\n]\s*/g, ' ');
    if (tooLong) rejects.push({ line: elementLine, column: null, code: 'line_too_long', message: TOO_LONG });
    else if (element !== '') writer.add(`${element}\n`, elementLine, 1, 1);
    held = '';
    tooLong = false;
    elementLine = 0;
  };

  const nothingMore = (text: string): void => {
    if (!limits.wrapped && text.trim() !== '')
      throw new Refusal(
        'json_trailing',
        `more text stands behind the end of the JSON list (line ${line}); deliver one list per file`,
      );
  };

  return {
    push: (text) => {
      if (closed) return nothingMore(text);
      let from = depth === 0 ? 1 : 0;
      if (depth === 0) depth = 1;
      for (let at = from; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code === NEWLINE) line += 1;
        if (inText) {
          if (escaped) escaped = false;
          else if (code === BACKSLASH) escaped = true;
          else if (code === QUOTE) inText = false;
          continue;
        }
        if (code <= 32) continue;
        if (depth === 1 && code === COMMA) {
          keep(text.slice(from, at));
          elementEnds();
          from = at + 1;
          continue;
        }
        if (CLOSING.has(code)) {
          depth -= 1;
          if (depth > 0) continue;
          keep(text.slice(from, at));
          elementEnds();
          closed = true;
          return nothingMore(text.slice(at + 1));
        }
        if (elementLine === 0) elementLine = line;
        if (code === QUOTE) inText = true;
        else if (OPENING.has(code)) depth += 1;
      }
      keep(text.slice(from));
    },
    end: () => {
      if (!closed)
        throw new Refusal(
          'json_truncated',
          `the JSON list is not closed${elementLine > 0 ? ` in what begins on line ${elementLine}` : ''}: the file is cut off, or a quotation mark or bracket is missing; deliver it again`,
        );
    },
  };
}

const TOO_LONG = 'this element is larger than any row may be; correct it and deliver again';
