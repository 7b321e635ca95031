import { createHash } from 'node:crypto';
import { parquetLake } from '#adapters/lake.ts';
import { seededRandom } from '#local/sample/random.ts';
import type { LakeRow } from '#ports';
import { ENTITY_PREFIX, idText, type RecordKind } from '#schemas/ids.ts';
import type { PublishedVersion } from '#schemas/version.ts';
import { folderObjects } from './folder-objects.ts';

const AS_OF = '2026-10-01';

/**
 * Writes a made-up town of about so many relations as the first linked version, and as the second a drop of tips that
 * tie nothing. `whole`: in the proportions of all seventeen sources of a town. `ties`: nothing but relations that tie,
 * between as many companies and people drawn at random, which hang together as no town does: the worst case.
 */
export async function writeTown(
  folder: string,
  relations: number,
  kind: 'whole' | 'ties',
): Promise<PublishedVersion[]> {
  const lake = parquetLake(folderObjects(folder));
  const town = kind === 'whole' ? wholeTown(relations) : tyingTown(relations);
  const tips = new Rows('tips');
  for (let at = 0; at < 2000; at += 1)
    tips.event('report', '2026-09-28', { nature: 'judgement' }, [
      ['location', tips.id('address', `new ${at}`)],
    ]);
  const versions: PublishedVersion[] = [];
  for (const [at, rows] of [town, tips].entries()) {
    const version = at + 1;
    const location = `version=${version}-1`;
    versions.push({
      version,
      as_of: AS_OF,
      at: `${AS_OF}T12:00:00.000Z`,
      deliveries: [],
      files: [
        await lake.write('entities', location, '0000', [...rows.entities.values()]),
        await lake.write('relations', location, '0000', rows.relations),
      ],
    });
  }
  return versions;
}

type Parts = readonly (readonly [role: string, to: string])[];

class Rows {
  readonly relations: LakeRow[] = [];
  readonly entities = new Map<string, LakeRow>();
  readonly #name: string;
  #events = 0;

  constructor(name: string) {
    this.#name = name;
  }

  id(kind: RecordKind, name: string | number): string {
    return `${ENTITY_PREFIX[kind]}-${digest(`${kind} ${name}`)}`;
  }

  relate(from: string, role: string, to: string, since = '2022-05-01', until: string | null = null): void {
    const record_id = `rec-${digest(`${this.#name} ${this.relations.length}`)}`;
    const relation = { from_entity_id: from, to_entity_id: to, role, since, until, record_id };
    this.relations.push({ ...relation, in_research: false, deleted: false });
    for (const entity of [from, to]) if (!this.entities.has(entity)) this.#add(entity, {});
  }

  event(event_type: string, on: string, attributes: Record<string, string>, parts: Parts): void {
    this.#events += 1;
    const event = this.id('event', `${this.#name} ${this.#events}`);
    this.#add(event, { event_type, occurred_on: on, ...attributes });
    for (const [role, to] of parts) this.relate(event, role, to, on);
  }

  #add(entity_id: string, attributes: Record<string, string>): void {
    const kind = KINDS.find(([, prefix]) => entity_id.startsWith(prefix))?.[0];
    const seen = { first_seen: '2024-01-01', last_seen: AS_OF };
    this.entities.set(entity_id, { entity_id, kind, ...seen, attributes, deleted: false });
  }
}

const KINDS = Object.entries(ENTITY_PREFIX);
const digest = (text: string): string => idText(createHash('sha256').update(text).digest());

/** Per address of the town so many relations in all, by the figures below. */
const PER_ADDRESS = 11.5;

function wholeTown(relations: number): Rows {
  const rows = new Rows('town');
  const random = seededRandom(1);
  const addresses = Math.round(relations / PER_ADDRESS);
  const address = (at: number) => rows.id('address', at % addresses);
  const person = (at: number) => rows.id('person', at);
  const persons = addresses * 2;
  const anyone = () => person(random.whole(0, persons - 1));
  const anywhere = () => address(random.whole(0, addresses - 1));
  const day = () =>
    `${random.whole(2021, 2026)}-0${random.whole(1, 9)}-${String(random.whole(1, 28)).padStart(2, '0')}`;
  for (let at = 0; at < persons; at += 1) {
    rows.relate(person(at), 'registered_at', address(at >> 1));
    if (random.chance(0.3)) rows.relate(person(at), 'registered_at', anywhere(), '2018-01-01', '2022-05-01');
    if (random.chance(0.45)) {
      rows.relate(rows.id('vehicle', at), 'holder', person(at));
      rows.relate(person(at), 'stated_at', address(at >> 1));
    }
    if (random.chance(0.05)) {
      rows.event('benefit', day(), {}, [
        ['location', address(at >> 1)],
        ['client', person(at)],
      ]);
    }
  }
  for (let at = 0; at < addresses; at += 1) {
    for (let year = 0; year < 3; year += 1) {
      rows.event('valuation', '2024-01-01', {}, [['location', address(at)]]);
      rows.event('consumption', '2024-01-01', {}, [['location', address(at)]]);
    }
    if (random.chance(0.2))
      rows.event('transfer', day(), {}, [
        ['location', address(at)],
        ['buyer', person(at * 2)],
        ['buyer', person(at * 2 + 1)],
        ['seller', anyone()],
        ['financier', rows.id('company', `bank ${random.whole(0, 9)}`)],
      ]);
    if (random.chance(0.1))
      rows.event('letting', day(), {}, [
        ['location', address(at)],
        ['landlord', random.chance(0.7) ? rows.id('company', 'corporation') : anyone()],
      ]);
    if (random.chance(0.2)) {
      const company = rows.id('company', at);
      rows.relate(company, 'officer', anyone());
      if (random.chance(0.3)) rows.relate(company, 'officer', anyone());
      rows.relate(
        company,
        'established_at',
        random.chance(0.05) ? address(random.whole(0, 20)) : random.chance(0.5) ? address(at) : anywhere(),
      );
    }
    if (random.chance(0.15))
      rows.event('report', day(), { nature: random.chance(0.4) ? 'fact' : 'judgement' }, [
        ['location', anywhere()],
        ...(random.chance(0.5) ? [['mentioned', anyone()] as const] : []),
      ]);
    if (random.chance(0.02))
      rows.event('permit', day(), {}, [
        ['location', anywhere()],
        ['applicant', anyone()],
        ['manager', anyone()],
      ]);
  }
  plantRaids(rows, Math.round(addresses / 150), anyone, anywhere, day);
  return rows;
}

/** Half of the raids belong to rings of six that share their people. */
function plantRaids(
  rows: Rows,
  raids: number,
  anyone: () => string,
  anywhere: () => string,
  day: () => string,
): void {
  let people: string[] = [];
  for (let at = 0; at < raids; at += 1) {
    if (at % 6 === 0) people = Array.from({ length: 6 }, anyone);
    const inRing = at % 12 < 6;
    const one = (place: number): string => (inRing ? (people[(at + place) % 6] ?? anyone()) : anyone());
    rows.event('raid', day(), {}, [
      ['location', anywhere()],
      ['suspect', one(0)],
      ['suspect', one(1)],
      ['installer', one(2)],
    ]);
  }
}

function tyingTown(relations: number): Rows {
  const rows = new Rows('ties');
  const random = seededRandom(1);
  // 0.7 entities a relation.
  const each = Math.round(relations * 0.233);
  const any = (kind: RecordKind) => rows.id(kind, random.whole(0, each - 1));
  for (let at = 0; at < each; at += 1) {
    rows.relate(rows.id('person', at), 'registered_at', any('address'));
    rows.relate(rows.id('company', at), 'officer', any('person'));
    rows.relate(rows.id('company', at), 'established_at', rows.id('address', at));
    rows.relate(rows.id('company', at), 'officer', any('company'));
  }
  while (rows.relations.length < relations * 0.99)
    rows.event('raid', '2026-01-01', {}, [
      ['location', any('address')],
      ['suspect', any('person')],
      ['suspect', any('person')],
    ]);
  return rows;
}
