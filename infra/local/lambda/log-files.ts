import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';

/** What handlers print, one file per function: `<dataDir>/logs/<function>.log`, in CloudWatch's place. */
export type LogFiles = { append(functionName: string, text: string): void; close(): Promise<void> };

export function openLogFiles(folder: string): LogFiles {
  const files = new Map<string, WriteStream>();
  return {
    append(functionName, text) {
      let file = files.get(functionName);
      if (file === undefined) {
        mkdirSync(folder, { recursive: true });
        file = createWriteStream(join(folder, `${functionName}.log`), { flags: 'a' });
        files.set(functionName, file);
      }
      file.write(text);
    },
    async close() {
      const open = [...files.values()];
      files.clear();
      await Promise.all(
        open.map((file) => {
          const finished = once(file, 'close');
          file.end();
          return finished;
        }),
      );
    },
  };
}
