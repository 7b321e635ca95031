import { createHmac, hash } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Pseudonyms } from '#ports';
import { Failure } from '#schemas/failures.ts';

const SHORTEST_SECRET = 32;

/** Bytes of one block of SHA-256, and of its digest. */
const BLOCK = 64;
const DIGEST = 32;
/** Longer values go through node's own HMAC. */
const LONGEST_VALUE = 4096;

/**
 * HMAC-SHA-256 (RFC 2104) under a secret; the domain is part of what is signed, so uses never collide. Written out as
 * its two hashes, as each of a file's million rows needs three: node's `createHmac` takes some 12 µs a call, two
 * one-shot hashes over kept buffers take 1 µs.
 */
export function keyedPseudonyms(secret: string): Pseudonyms {
  if (secret.length < SHORTEST_SECRET)
    throw new Failure('InvalidRequest', `the pseudonym secret has fewer than ${SHORTEST_SECRET} characters`);
  const outer = padded(secret, 0x5c, DIGEST);
  const signers = new Map<string, (value: string) => string>();
  return {
    digest: (domain, value) => {
      if (domain.length + value.length >= LONGEST_VALUE)
        return createHmac('sha256', secret).update(domain).update('\u0000').update(value).digest();
      let inner = signers.get(domain);
      if (!inner) signers.set(domain, (inner = innerHash(secret, domain)));
      // As text of a character a byte: a digest that comes as a buffer takes five times as long.
      outer.write(inner(value), BLOCK, 'binary');
      const digest = hash('sha256', outer, 'binary');
      const bytes = new Uint8Array(DIGEST);
      for (let at = 0; at < DIGEST; at += 1) bytes[at] = digest.charCodeAt(at);
      return bytes;
    },
  };
}

/** HMAC's inner hash of a domain and a value behind it, as text of a character a byte. There are few domains. */
function innerHash(secret: string, domain: string): (value: string) => string {
  const inner = padded(secret, 0x36, LONGEST_VALUE * 3);
  const begin = BLOCK + inner.write(`${domain}\u0000`, BLOCK, 'utf8');
  // By their length: making a view takes as long as hashing it.
  const signed: Uint8Array[] = [];
  return (value) => {
    const end = begin + inner.write(value, begin, 'utf8');
    return hash('sha256', (signed[end] ??= inner.subarray(0, end)), 'binary');
  };
}

/** The key, filled up to a block and crossed with a pad byte, and room for what is signed behind it. */
function padded(secret: string, pad: number, room: number): Buffer {
  const bytes = Buffer.from(secret, 'utf8');
  const key = bytes.length > BLOCK ? hash('sha256', bytes, 'buffer') : bytes;
  const buffer = Buffer.alloc(BLOCK + room);
  for (let at = 0; at < BLOCK; at += 1) buffer[at] = (key[at] ?? 0) ^ pad;
  return buffer;
}

/** The deployment's secret, read once per container. */
export async function secretPseudonyms(
  secretArn: string,
  client = new SecretsManagerClient({}),
): Promise<Pseudonyms> {
  const answer = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  if (answer.SecretString === undefined)
    throw new Failure('InvalidRequest', 'the pseudonym secret holds no text');
  return keyedPseudonyms(answer.SecretString);
}
