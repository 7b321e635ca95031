import { createHmac } from 'node:crypto';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Pseudonyms } from '#ports';
import { Failure } from '#schemas/failures.ts';

const SHORTEST_SECRET = 32;

/** HMAC-SHA-256 (RFC 2104) under a secret; the domain is part of what is signed, so uses never collide. */
export function keyedPseudonyms(secret: string): Pseudonyms {
  if (secret.length < SHORTEST_SECRET)
    throw new Failure('InvalidRequest', `the pseudonym secret has fewer than ${SHORTEST_SECRET} characters`);
  return {
    digest: (domain, value) =>
      createHmac('sha256', secret).update(domain).update('\u0000').update(value).digest(),
  };
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
