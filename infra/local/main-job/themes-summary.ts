import type { Clients, QueryRow } from './clients.ts';
import { table } from './text-table.ts';

const BY_THEME = `
  SELECT theme, count(DISTINCT subject_entity_id) AS subjects, count_if(score > 0) AS with_points, max(score) AS most
  FROM scores GROUP BY theme ORDER BY theme`;
const NETWORK = `
  SELECT (SELECT count(DISTINCT community_id) FROM communities) AS communities,
    (SELECT max(members) FROM communities) AS largest, (SELECT count(*) FROM brokers) AS brokers,
    (SELECT count(*) FROM network_paths) AS paths, (SELECT count(*) FROM network_changes) AS changes`;

/** What was judged, theme by theme, and how the town's events hang together. */
export async function printThemes(clients: Clients, say: (line?: string) => void): Promise<void> {
  const [themes, [network]] = await Promise.all([clients.query(BY_THEME), clients.query(NETWORK)]);
  say('\nScores, theme by theme');
  say(
    table(
      ['theme', 'addresses and companies', 'with points', 'most points'],
      themes.map((row) => [
        text(row, 'theme'),
        text(row, 'subjects'),
        text(row, 'with_points'),
        String(Number(Number(row.most ?? 0).toFixed(1))),
      ]),
    ),
  );
  say(
    `\nNetwork: ${text(network, 'communities')} communities, the largest of ${text(network, 'largest')} members · ${text(network, 'brokers')} who join them · ${text(network, 'paths')} paths between raids · ${text(network, 'changes')} changes since the version before`,
  );
}

const text = (row: QueryRow | undefined, column: string): string => row?.[column] ?? '0';
