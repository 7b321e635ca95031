import { createHmac } from 'node:crypto';
import {
  GetSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { keyedPseudonyms, secretPseudonyms } from '#adapters/pseudonyms.ts';

const SECRET = 'a secret of more than thirty-two characters';
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('keyed pseudonyms', () => {
  it('are HMAC-SHA-256 over domain, a zero byte and value (RFC 2104)', () => {
    const expected = createHmac('sha256', SECRET).update('bsn\u0000999990019').digest('hex');
    expect(hex(keyedPseudonyms(SECRET).digest('bsn', '999990019'))).toBe(expected);
  });

  it('are those of node’s own HMAC for any secret and value', () => {
    const secret = fc.string({ unit: 'binary', minLength: 32, maxLength: 200 });
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.integer({ min: 4000, max: 4200 }).map((length) => 'é'.repeat(length)),
    );
    fc.assert(
      fc.property(secret, fc.array(value, { minLength: 1 }), (key, values) => {
        const pseudonyms = keyedPseudonyms(key);
        for (const each of values)
          expect(hex(pseudonyms.digest('record', each))).toBe(
            createHmac('sha256', key).update(`record\u0000${each}`).digest('hex'),
          );
      }),
    );
  });

  it('differ by domain, value and secret, and for nothing else', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes('\u0000'));
    fc.assert(
      fc.property(word, word, word, word, (domain, value, otherDomain, otherValue) => {
        const one = keyedPseudonyms(SECRET);
        expect(hex(one.digest(domain, value))).toBe(hex(keyedPseudonyms(SECRET).digest(domain, value)));
        expect(one.digest(domain, value)).toHaveLength(32);
        const same = domain === otherDomain && value === otherValue;
        expect(hex(one.digest(domain, value)) === hex(one.digest(otherDomain, otherValue))).toBe(same);
        expect(hex(keyedPseudonyms(`${SECRET}!`).digest(domain, value))).not.toBe(
          hex(one.digest(domain, value)),
        );
      }),
    );
  });

  it('refuse a short secret', () => {
    expect(() => keyedPseudonyms('x'.repeat(31))).toThrow(
      expect.objectContaining({ name: 'InvalidRequest' }),
    );
  });
});

describe('the deployment’s secret', () => {
  const client = new SecretsManagerClient({});
  const secrets = mockClient(client);
  const read = async () => secretPseudonyms('arn:secret', client);
  beforeEach(() => secrets.reset());

  it('is read by its name', async () => {
    secrets.on(GetSecretValueCommand, { SecretId: 'arn:secret' }).resolves({ SecretString: SECRET });
    expect(hex((await read()).digest('d', 'v'))).toBe(hex(keyedPseudonyms(SECRET).digest('d', 'v')));
  });

  it('is refused when it holds no text', async () => {
    secrets.on(GetSecretValueCommand).resolves({});
    await expect(read()).rejects.toMatchObject({ name: 'InvalidRequest' });
  });

  it('is not there: that is passed on', async () => {
    secrets.on(GetSecretValueCommand).rejects(new ResourceNotFoundException({ $metadata: {}, message: '' }));
    await expect(read()).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
