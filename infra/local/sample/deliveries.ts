/** Days before today on which the registry's snapshots are taken: who comes and goes between two is never seen. */
export const SNAPSHOT_DAYS = [395, 212, 30] as const;
