/** What a function may reach; each word is a resource's construct that connects it (grants and settings). */
export type Access =
  | 'drop'
  | 'lake:read'
  | 'lake:write'
  | 'lake:gate'
  | 'catalog'
  | 'registry'
  | 'cases'
  | 'watch'
  | 'queries'
  | 'namedQueries'
  | 'pseudonyms'
  | 'alerts'
  | 'reports'
  | 'audit'
  | 'stewards'
  | 'ingest';

export type FunctionSpec = {
  /** Name in workflows (`${receive}`) and in the template. */
  readonly id: string;
  readonly entry: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly access: readonly Access[];
};

/** Every handler, with what it may reach and no more. */
export const FUNCTIONS = [
  {
    id: 'receive',
    entry: 'functions/receive/handler.ts',
    memoryMb: 1024,
    timeoutSeconds: 900,
    access: ['drop', 'lake:write', 'catalog', 'registry', 'pseudonyms'],
  },
  {
    id: 'normalizeChunk',
    entry: 'functions/normalize/chunk-handler.ts',
    memoryMb: 1769,
    timeoutSeconds: 600,
    access: ['lake:write', 'pseudonyms'],
  },
  {
    id: 'normalizeDelivery',
    entry: 'functions/normalize/delivery-handler.ts',
    memoryMb: 1024,
    timeoutSeconds: 300,
    access: ['lake:write', 'catalog', 'registry'],
  },
  {
    id: 'linkAcquire',
    entry: 'functions/link/acquire-handler.ts',
    memoryMb: 256,
    timeoutSeconds: 30,
    access: ['registry'],
  },
  {
    id: 'linkStage',
    entry: 'functions/link/stage-handler.ts',
    memoryMb: 3008,
    timeoutSeconds: 900,
    access: ['lake:write', 'registry'],
  },
  {
    id: 'linkPartition',
    entry: 'functions/link/partition-handler.ts',
    memoryMb: 3008,
    timeoutSeconds: 900,
    access: ['lake:write', 'registry'],
  },
  {
    id: 'linkRelease',
    entry: 'functions/link/release-handler.ts',
    memoryMb: 256,
    timeoutSeconds: 30,
    access: ['registry'],
  },
  {
    id: 'linkDoor',
    entry: 'functions/link/door-handler.ts',
    memoryMb: 1769,
    timeoutSeconds: 60,
    access: ['lake:read', 'registry'],
  },
  {
    id: 'cluster',
    entry: 'functions/cluster/handler.ts',
    memoryMb: 3008,
    timeoutSeconds: 900,
    access: ['lake:write', 'catalog', 'registry', 'pseudonyms'],
  },
  {
    id: 'network',
    entry: 'functions/network/handler.ts',
    memoryMb: 3008,
    timeoutSeconds: 900,
    access: ['lake:write', 'catalog', 'registry'],
  },
  {
    id: 'detectStart',
    entry: 'functions/detect/start-handler.ts',
    memoryMb: 256,
    timeoutSeconds: 60,
    access: ['registry', 'queries'],
  },
  {
    id: 'detectCollect',
    entry: 'functions/detect/collect-handler.ts',
    memoryMb: 1024,
    timeoutSeconds: 300,
    access: ['lake:write', 'queries', 'registry'],
  },
  {
    id: 'detectDoor',
    entry: 'functions/detect/door-handler.ts',
    memoryMb: 512,
    timeoutSeconds: 900,
    access: ['lake:read', 'registry', 'queries', 'namedQueries'],
  },
  {
    id: 'score',
    entry: 'functions/score/handler.ts',
    memoryMb: 1024,
    timeoutSeconds: 300,
    access: ['lake:write', 'catalog', 'registry'],
  },
  {
    id: 'scoreDoor',
    entry: 'functions/score/door-handler.ts',
    memoryMb: 1769,
    timeoutSeconds: 120,
    access: ['lake:write', 'registry'],
  },
  {
    id: 'fairnessDoor',
    entry: 'functions/fairness/door-handler.ts',
    memoryMb: 3008,
    timeoutSeconds: 300,
    access: ['audit', 'lake:read', 'lake:gate', 'registry', 'cases'],
  },
  {
    id: 'cases',
    entry: 'functions/cases/handler.ts',
    memoryMb: 1024,
    timeoutSeconds: 300,
    access: ['lake:write', 'catalog', 'registry', 'cases'],
  },
  {
    id: 'casesIntake',
    entry: 'functions/cases/intake-handler.ts',
    memoryMb: 1024,
    timeoutSeconds: 120,
    access: ['lake:write', 'catalog', 'registry', 'cases'],
  },
  {
    id: 'casesDoor',
    entry: 'functions/cases/door-handler.ts',
    memoryMb: 1024,
    timeoutSeconds: 30,
    access: ['lake:write', 'catalog', 'registry', 'cases', 'watch', 'pseudonyms', 'ingest'],
  },
  {
    id: 'watchLinks',
    entry: 'functions/watch/links-handler.ts',
    memoryMb: 2048,
    timeoutSeconds: 120,
    access: ['lake:write', 'catalog', 'registry', 'watch'],
  },
  {
    id: 'watchScores',
    entry: 'functions/watch/scores-handler.ts',
    memoryMb: 512,
    timeoutSeconds: 120,
    access: ['lake:write', 'catalog', 'registry', 'watch'],
  },
  {
    id: 'watchPublish',
    entry: 'functions/watch/publish-handler.ts',
    memoryMb: 256,
    timeoutSeconds: 120,
    access: ['lake:write', 'catalog', 'registry', 'watch', 'alerts'],
  },
  {
    id: 'watchDoor',
    entry: 'functions/watch/door-handler.ts',
    memoryMb: 2048,
    timeoutSeconds: 60,
    access: ['lake:write', 'catalog', 'registry', 'watch', 'alerts'],
  },
  {
    id: 'reportDelivery',
    entry: 'functions/report/delivery-handler.ts',
    memoryMb: 1024,
    timeoutSeconds: 300,
    access: ['lake:write', 'registry', 'reports', 'stewards'],
  },
  {
    id: 'reportVersion',
    entry: 'functions/report/version-handler.ts',
    memoryMb: 512,
    timeoutSeconds: 300,
    access: ['lake:write', 'registry', 'reports', 'stewards'],
  },
  {
    id: 'reportDoor',
    entry: 'functions/report/door-handler.ts',
    memoryMb: 256,
    timeoutSeconds: 60,
    access: ['lake:write', 'catalog', 'registry', 'reports', 'stewards', 'ingest'],
  },
] as const satisfies readonly FunctionSpec[];
