/** A running cyclic redundancy check; `bytes` gives it in network order, as S3's checksum headers carry it. */
export type RunningCrc = { readonly update: (chunk: Uint8Array) => void; readonly bytes: () => Buffer };

/** Reflected polynomial of CRC-32C (RFC 3720, section 12.1). */
const CRC32C = 0x82f63b78;

/** Reflected polynomial of CRC-64/NVME (NVM Express Base Specification 2.0, section 5.2.1.3.4), in two halves. */
const CRC64NVME = { high: 0x9a6c9329, low: 0xac4bc9b5 };

/** CRC-32C (Castagnoli). Plain CRC-32 comes from node:zlib, which lacks this one. */
export function crc32c(): RunningCrc {
  const table = table32();
  let crc = 0xffffffff;
  return {
    update(chunk) {
      let running = crc;
      for (let i = 0; i < chunk.length; i++) {
        running = at(table, (running ^ at(chunk, i)) & 0xff) ^ (running >>> 8);
      }
      crc = running;
    },
    bytes() {
      const out = Buffer.alloc(4);
      out.writeUInt32BE(~crc >>> 0);
      return out;
    },
  };
}

/** CRC-64/NVME in two 32-bit halves: BigInt would be some fifty times slower. */
export function crc64nvme(): RunningCrc {
  const { high: highs, low: lows } = table64();
  let high = 0xffffffff;
  let low = 0xffffffff;
  return {
    update(chunk) {
      let h = high;
      let l = low;
      for (let i = 0; i < chunk.length; i++) {
        const index = (l ^ at(chunk, i)) & 0xff;
        l = ((l >>> 8) | (h << 24)) ^ at(lows, index);
        h = (h >>> 8) ^ at(highs, index);
      }
      high = h;
      low = l;
    },
    bytes() {
      const out = Buffer.alloc(8);
      out.writeUInt32BE(~high >>> 0, 0);
      out.writeUInt32BE(~low >>> 0, 4);
      return out;
    },
  };
}

/** Indices are masked to the table's size, so the fallback never applies; it keeps the loop free of branches on types. */
function at(values: Int32Array | Uint8Array, index: number): number {
  return values[index] ?? 0;
}

let cached32: Int32Array | undefined;
function table32(): Int32Array {
  if (cached32 !== undefined) return cached32;
  const table = new Int32Array(256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ CRC32C : crc >>> 1;
    table[byte] = crc;
  }
  cached32 = table;
  return table;
}

let cached64: { high: Int32Array; low: Int32Array } | undefined;
function table64(): { high: Int32Array; low: Int32Array } {
  if (cached64 !== undefined) return cached64;
  const table = { high: new Int32Array(256), low: new Int32Array(256) };
  for (let byte = 0; byte < 256; byte++) {
    let high = 0;
    let low = byte;
    for (let bit = 0; bit < 8; bit++) {
      const odd = low & 1;
      low = (low >>> 1) | (high << 31);
      high >>>= 1;
      if (odd) {
        high ^= CRC64NVME.high;
        low ^= CRC64NVME.low;
      }
    }
    table.high[byte] = high;
    table.low[byte] = low;
  }
  cached64 = table;
  return table;
}
