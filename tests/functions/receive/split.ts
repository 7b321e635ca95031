import { chunkWriter } from '#receive/chunk-writer.ts';
import type { FinishedChunk } from '#receive/chunk-writer.ts';
import type { Reject } from '#schemas/delivery-part.ts';

type Reader = { push(text: string): void; end(): void };

/** Runs a reader over text in blocks; gives its chunks and rejects, and every chunk line with its line in the file. */
export function split(
  text: string,
  blockCharacters: number,
  chunkRows: number,
  open: (writer: ReturnType<typeof chunkWriter>, rejects: Reject[]) => Reader,
): { chunks: FinishedChunk[]; rejects: Reject[]; lines: [number, string][] } {
  const writer = chunkWriter({ chunkRows, chunkBytes: 1_000_000 });
  const rejects: Reject[] = [];
  const reader = open(writer, rejects);
  const chunks: FinishedChunk[] = [];
  for (let at = 0; at < text.length; at += blockCharacters) {
    reader.push(text.slice(at, at + blockCharacters));
    chunks.push(...writer.take());
  }
  reader.end();
  writer.finish();
  chunks.push(...writer.take());
  const lines = chunks.flatMap((chunk) =>
    chunk.text
      .slice(0, -1)
      .split('\n')
      .map((line, index): [number, string] => [chunk.firstLine + index, line])
      .filter(([, line]) => line !== ''),
  );
  return { chunks, rejects, lines };
}
