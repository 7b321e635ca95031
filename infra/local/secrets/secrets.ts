import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { PLACE, ServiceError } from '../service.ts';
import type { Store } from '../store.ts';
import { arnSuffix } from './random.ts';

const Secret = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string(),
  kms_key: z.string(),
  version_id: z.string(),
  secret_string: z.string(),
  created_at: z.number(),
  changed_at: z.number(),
});
export type Secret = z.infer<typeof Secret>;

export type SecretDefinition = {
  readonly name: string;
  readonly description: string;
  readonly kmsKey: string;
  /** A value that the template sets, or how to make one up when there is none yet. */
  readonly value: { readonly fixed: string } | { readonly generate: () => string };
};

export function createTables({ db }: Store): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS secrets (
      arn TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, description TEXT NOT NULL, kms_key TEXT NOT NULL,
      version_id TEXT NOT NULL, secret_string TEXT NOT NULL, created_at INTEGER NOT NULL, changed_at INTEGER NOT NULL
    )`);
}

/** Makes the secret, or brings it to the definition: a generated value is made once and stays. */
export function defineSecret(store: Store, definition: SecretDefinition, now: Date): Secret {
  const { name, description, kmsKey, value } = definition;
  if (!/^[\w/+=.@-]{1,512}$/.test(name)) throw new Error(`"${name}" is no name for a secret`);
  return store.transaction(() => {
    const known = findSecret(store, name);
    const text = 'fixed' in value ? value.fixed : (known?.secret_string ?? value.generate());
    const changed = text !== known?.secret_string;
    const arn =
      known?.arn ??
      `arn:${PLACE.partition}:secretsmanager:${PLACE.region}:${PLACE.account}:secret:${name}-${arnSuffix()}`;
    const secret: Secret = {
      arn,
      name,
      description,
      kms_key: kmsKey,
      version_id: changed || known === undefined ? randomUUID() : known.version_id,
      secret_string: text,
      created_at: known?.created_at ?? now.getTime(),
      changed_at: changed || known === undefined ? now.getTime() : known.changed_at,
    };
    store.db
      .prepare(
        'INSERT OR REPLACE INTO secrets (arn, name, description, kms_key, version_id, secret_string, created_at, changed_at) VALUES (:arn, :name, :description, :kms_key, :version_id, :secret_string, :created_at, :changed_at)',
      )
      .run(secret);
    return secret;
  });
}

/** By name, by whole ARN, or by the ARN without its suffix. */
function findSecret({ db }: Store, id: string): Secret | undefined {
  const row = db
    .prepare('SELECT * FROM secrets WHERE arn = :id OR name = :id OR substr(arn, 1, length(arn) - 7) = :id')
    .get({ id });
  return Secret.optional().parse(row);
}

/** Throws ResourceNotFoundException. */
export function readSecret(store: Store, id: string): Secret {
  const secret = findSecret(store, id);
  if (secret === undefined) {
    throw new ServiceError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  return secret;
}

/** A page in the order of the names; the token is the last name of the page before. */
export function listSecrets(
  { db }: Store,
  after: string,
  limit: number,
): { readonly secrets: Secret[]; readonly next?: string } {
  const rows = db
    .prepare('SELECT * FROM secrets WHERE name > ? ORDER BY name LIMIT ?')
    .all(after, limit + 1)
    .map((row) => Secret.parse(row));
  const last = rows[limit - 1];
  return rows.length > limit && last !== undefined
    ? { secrets: rows.slice(0, limit), next: last.name }
    : { secrets: rows };
}
