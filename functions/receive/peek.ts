/** Looks at how a file begins, and gives all of its bytes on: a zip file (so an XLSX) is read in another way. */
export async function peek(
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ readonly isZip: boolean; readonly blocks: AsyncIterable<Uint8Array> }> {
  const rest = bytes[Symbol.asyncIterator]();
  const head = await headOf(rest);
  return { isZip: isZip(head), blocks: joined(head, rest) };
}

/** At least the first four bytes, if the file has them. */
export async function headOf(blocks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head: Uint8Array = new Uint8Array(0);
  while (head.length < 4) {
    const next = await blocks.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

async function* joined(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** `PK\3\4`: zip, and so XLSX and ODS. */
const isZip = (head: Uint8Array): boolean =>
  head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
