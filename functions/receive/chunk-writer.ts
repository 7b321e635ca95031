/** A finished chunk; `text` ends in a line break, and its line n is the file's line firstLine + n − 1. */
export type FinishedChunk = { readonly text: string; readonly firstLine: number };

export type ChunkLimits = { readonly chunkRows: number; readonly chunkBytes: number };

export type ChunkWriter = {
  /**
   * Adds `rows` complete rows that begin on `line` of the file and cover `lines` lines; `text` ends in a line break.
   * Lines left out before them become empty lines, so that line numbers hold.
   */
  add(text: string, line: number, rows: number, lines: number): void;
  /** How many rows still fit in the chunk at hand; at least 1. */
  room(): number;
  /** Chunks finished since the last call. */
  take(): FinishedChunk[];
  finish(): void;
};

/** Gathers rows into chunks of about equal size. Holds one chunk in memory. */
export function chunkWriter(limits: ChunkLimits): ChunkWriter {
  let pieces: string[] = [];
  let rowsHeld = 0;
  let charactersHeld = 0;
  let firstLine = 1;
  let nextLine = 1;
  let finished: FinishedChunk[] = [];
  const close = (): void => {
    if (pieces.length > 0) finished.push({ text: pieces.join(''), firstLine });
    pieces = [];
    rowsHeld = 0;
    charactersHeld = 0;
  };
  return {
    add: (text, line, rows, lines) => {
      if (pieces.length === 0) {
        firstLine = Math.max(line, nextLine);
        nextLine = firstLine;
      } else if (line > nextLine) {
        pieces.push('\n'.repeat(line - nextLine));
        nextLine = line;
      }
      pieces.push(text);
      nextLine += lines;
      rowsHeld += rows;
      charactersHeld += text.length;
      if (rowsHeld >= limits.chunkRows || charactersHeld >= limits.chunkBytes) close();
    },
    room: () => limits.chunkRows - rowsHeld,
    take: () => {
      const taken = finished;
      finished = [];
      return taken;
    },
    finish: close,
  };
}
