import type { Store } from '../store.ts';

/** Deliveries number on without gaps being filled again, so that a file name is never given twice. */
export function createTables({ db }: Store): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS sns_topics (
      arn TEXT PRIMARY KEY, display_name TEXT NOT NULL DEFAULT '', kms_key TEXT NOT NULL DEFAULT ''
    );
    CREATE TABLE IF NOT EXISTS sns_subscriptions (
      arn TEXT PRIMARY KEY,
      topic_arn TEXT NOT NULL REFERENCES sns_topics (arn) ON DELETE CASCADE,
      protocol TEXT NOT NULL, endpoint TEXT NOT NULL,
      token TEXT NOT NULL, token_at INTEGER NOT NULL,
      confirmed INTEGER NOT NULL, authenticated_unsubscribe INTEGER NOT NULL DEFAULT 0,
      filter_policy TEXT NOT NULL, filter_scope TEXT NOT NULL,
      UNIQUE (topic_arn, protocol, endpoint)
    );
    CREATE TABLE IF NOT EXISTS sns_messages (
      message_id TEXT PRIMARY KEY, topic_arn TEXT, subject TEXT, message TEXT NOT NULL, attributes TEXT NOT NULL, at INTEGER NOT NULL
    );
    CREATE TABLE IF NOT EXISTS sns_deliveries (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      message_id TEXT NOT NULL, kind TEXT NOT NULL, topic_arn TEXT, subscription_arn TEXT,
      protocol TEXT NOT NULL, endpoint TEXT NOT NULL, subject TEXT, text TEXT NOT NULL, content TEXT NOT NULL, at INTEGER NOT NULL
    );
  `);
}
