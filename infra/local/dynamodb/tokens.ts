import { createHash } from 'node:crypto';
import * as z from 'zod';
import { ServiceError } from '../service.ts';
import type { Store } from '../store.ts';

/** How long DynamoDB knows a ClientRequestToken again. */
const KNOWN_MS = 10 * 60_000;
const Row = z.object({ hash: z.string() });

export function createTokens({ db }: Store): void {
  db.exec(
    'CREATE TABLE IF NOT EXISTS dynamodb_tokens (token TEXT PRIMARY KEY, hash TEXT NOT NULL, at INTEGER NOT NULL)',
  );
}

/**
 * True when this token came with the same request before; otherwise remembers it, in the caller's transaction, so
 * that a cancelled transaction leaves no token. Throws IdempotentParameterMismatchException on another request.
 */
export function rememberToken({ db }: Store, token: string, request: unknown): boolean {
  const now = Date.now();
  const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
  db.prepare('DELETE FROM dynamodb_tokens WHERE at < ?').run(now - KNOWN_MS);
  const known = db.prepare('SELECT hash FROM dynamodb_tokens WHERE token = ?').get(token);
  if (known === undefined) {
    db.prepare('INSERT INTO dynamodb_tokens (token, hash, at) VALUES (?, ?, ?)').run(token, hash, now);
    return false;
  }
  if (Row.parse(known).hash === hash) return true;
  throw new ServiceError(
    'IdempotentParameterMismatchException',
    'The ClientRequestToken was used before with another request',
  );
}
