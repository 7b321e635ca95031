import * as z from 'zod';
import { Failure } from '#schemas/failures.ts';

const value = z.string().min(1);

/** Every setting that a Lambda may get through its environment. */
export const Config = z.object({
  DROP_BUCKET: value,
  LAKE_BUCKET: value,
  /** What comes back to stewards. */
  REPORT_BUCKET: value,
  /** Attributes by which fairness is tested (R25). */
  AUDIT_BUCKET: value,
  REGISTRY_TABLE: value,
  CASES_TABLE: value,
  WATCH_TABLE: value,
  ANALYSIS_DATABASE: value,
  RESTRICTED_DATABASE: value,
  ATHENA_WORKGROUP: value,
  PSEUDONYM_SECRET_ARN: value,
  STEWARD_TOPIC_ARN: value,
  /** Names of topics of watch lists begin with this; the rest is opaque, as it shows up in e-mails. */
  ALERT_TOPIC_PREFIX: value,
  /** Comma-separated: where subscribers' mail may go (R51). */
  ALLOWED_MAIL_DOMAINS: value,
  /** Where a message's link leads; the reader logs in there. */
  LOGIN_URL: z.url(),
  /** JSON: until when each assessment of a system in production is in force (R30); `null` of one that is not. */
  PRODUCTION_ASSESSMENTS: value,
  /** The workflow that a release of a held delivery starts. */
  INGEST_STATE_MACHINE_ARN: value,
});
export type Config = z.infer<typeof Config>;
export type ConfigKey = keyof Config;

/** Parses the named settings from the environment, once per container. Throws Failure('InvalidRequest') that names what is missing. */
export function readConfig<K extends ConfigKey>(...keys: readonly K[]): Pick<Config, K> {
  const found: Partial<Config> = {};
  for (const key of keys) {
    const parsed = Config.shape[key].safeParse(process.env[key]);
    if (!parsed.success)
      throw new Failure('InvalidRequest', `environment variable ${key} is missing or wrong`);
    found[key] = parsed.data;
  }
  if (!isComplete(keys, found)) throw new RangeError('unreachable: every key was parsed');
  return found;
}

function isComplete<K extends ConfigKey>(keys: readonly K[], found: Partial<Config>): found is Config {
  return keys.every((key) => found[key] !== undefined);
}
