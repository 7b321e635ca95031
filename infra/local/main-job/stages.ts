/** The line's stages in order; the names of a stage's states begin with its own. */
export const STAGES = [
  'receive',
  'normalize',
  'link',
  'cluster',
  'network',
  'detect',
  'score',
  'cases',
  'watch',
  'report',
] as const;
export type Stage = (typeof STAGES)[number];
