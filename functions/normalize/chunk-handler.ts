import { s3ObjectStore } from '#adapters/object-store.ts';
import { secretPseudonyms } from '#adapters/pseudonyms.ts';
import { encodeRecords } from '#adapters/record-files.ts';
import { readConfig } from '#shell/config.ts';
import { lambda } from '#shell/lambda.ts';
import { NormalizeChunkInput, normalizeChunk } from './normalize-chunk.ts';

export const handler = lambda({
  input: NormalizeChunkInput,
  ports: async () => {
    const config = readConfig('LAKE_BUCKET', 'PSEUDONYM_SECRET_ARN');
    return {
      objects: s3ObjectStore(config.LAKE_BUCKET),
      pseudonyms: await secretPseudonyms(config.PSEUDONYM_SECRET_ARN),
      encode: encodeRecords,
    };
  },
  run: normalizeChunk,
});
