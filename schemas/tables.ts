/**
 * The lake's tables: names, columns and what a row means. Glue tables, views, Parquet files and the embedded
 * engine are all made from this list. Nested values are JSON text (`json` columns end in what they hold).
 */
export type ColumnType = 'string' | 'int' | 'double' | 'boolean' | 'date' | 'timestamp' | 'json';

export type LakeColumn = { readonly name: string; readonly type: ColumnType };

export type LakeTable = {
  readonly name: string;
  readonly database: 'restricted' | 'analysis';
  /**
   * `delta`: each version holds what changed; newest row per key wins, `deleted` is a tombstone.
   * `whole`: each version holds everything. `log`: append only, partitioned by day, not versioned.
   */
  readonly history: 'delta' | 'whole' | 'log';
  readonly pointer: 'linked' | 'judged' | null;
  readonly key: readonly string[];
  readonly columns: readonly LakeColumn[];
};

const columns = (text: string): readonly LakeColumn[] =>
  text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [name = '', type = 'string'] = word.split(':');
      if (!isColumnType(type)) throw new TypeError(`column ${name}: no such type ${type}`);
      return { name, type };
    });

const COLUMN_TYPES: readonly string[] = ['string', 'int', 'double', 'boolean', 'date', 'timestamp', 'json'];
function isColumnType(text: string): text is ColumnType {
  return COLUMN_TYPES.includes(text);
}

export const LAKE_TABLES = [
  {
    name: 'records',
    database: 'restricted',
    history: 'delta',
    pointer: 'linked',
    key: ['record_id'],
    columns: columns(`
      record_id delivery_id source line:int kind valid_from:date valid_to:date
      parent_record_id role in_research:json content_hash
      bsn_token given_names surname_prefix surname partner_surname_prefix partner_surname name_use birth_date
      secrecy:boolean suspension phone
      number_id dwelling_id building_id street house_number:int house_letter house_addition postcode town address_text
      dwelling_use area_m2:int dwelling_status build_year:int rd_x:double rd_y:double
      kvk_number rsin branch_number company_name legal_form sbi_codes officer_function plate share:double
      event_type occurred_on category channel nature description taken_in_by outcome amounts:json
      restricted_from:date destroy_on:date`),
  },
  {
    name: 'labels',
    database: 'restricted',
    history: 'delta',
    pointer: 'linked',
    key: ['entity_id'],
    columns: columns('entity_id label'),
  },
  {
    name: 'entities',
    database: 'analysis',
    history: 'delta',
    pointer: 'linked',
    key: ['entity_id'],
    columns: columns('entity_id kind first_seen:date last_seen:date attributes:json'),
  },
  {
    name: 'members',
    database: 'analysis',
    history: 'delta',
    pointer: 'linked',
    key: ['record_id'],
    columns: columns('entity_id record_id source'),
  },
  {
    name: 'aliases',
    database: 'analysis',
    history: 'delta',
    pointer: 'linked',
    key: ['entity_id'],
    columns: columns('entity_id into_entity_id'),
  },
  {
    name: 'links',
    database: 'analysis',
    history: 'delta',
    pointer: 'linked',
    key: ['left_record_id', 'right_record_id'],
    columns: columns('left_record_id right_record_id weight_bits:double probability:double explanation:json'),
  },
  {
    name: 'relations',
    database: 'analysis',
    history: 'delta',
    pointer: 'linked',
    key: ['record_id'],
    columns: columns('from_entity_id to_entity_id role since:date until:date record_id in_research:boolean'),
  },
  {
    name: 'communities',
    database: 'analysis',
    history: 'whole',
    pointer: 'judged',
    key: ['entity_id'],
    columns: columns('entity_id community_id members:int kinds:json'),
  },
  {
    name: 'brokers',
    database: 'analysis',
    history: 'whole',
    pointer: 'judged',
    key: ['entity_id'],
    columns: columns('entity_id communities:int joined:json betweenness:double degree:int'),
  },
  {
    name: 'network_paths',
    database: 'analysis',
    history: 'whole',
    pointer: 'judged',
    key: ['from_entity_id', 'to_entity_id'],
    columns: columns('from_entity_id to_entity_id length:int via:json'),
  },
  {
    name: 'network_changes',
    database: 'analysis',
    history: 'whole',
    pointer: 'judged',
    key: ['community_id'],
    columns: columns(
      'community_id event other_community_id members_before:int members_after:int since:date in_version:int',
    ),
  },
  {
    name: 'findings',
    database: 'analysis',
    history: 'whole',
    pointer: 'judged',
    key: ['finding_id'],
    columns: columns(
      'finding_id pattern_id subject_entity_id strength:double evidence:json withheld:boolean',
    ),
  },
  {
    name: 'scores',
    database: 'analysis',
    history: 'whole',
    pointer: 'judged',
    key: ['subject_entity_id', 'theme'],
    columns: columns('subject_entity_id theme score:double contributions:json model input_hash'),
  },
  // By the model that does not rank: what learned weights would say beside the experts', or the other way round.
  {
    name: 'shadow_scores',
    database: 'analysis',
    history: 'whole',
    pointer: 'judged',
    key: ['subject_entity_id', 'theme'],
    columns: columns('subject_entity_id theme score:double contributions:json model input_hash'),
  },
  {
    name: 'deliveries',
    database: 'analysis',
    history: 'log',
    pointer: null,
    key: ['delivery_id'],
    columns: columns(
      'delivery_id source object_key received_at:timestamp rows_read:int rows_accepted:int rows_rejected:int status reasons:json reference_date:date version:int',
    ),
  },
  {
    name: 'rejects',
    database: 'analysis',
    history: 'log',
    pointer: null,
    key: ['delivery_id', 'line', 'column_name'],
    columns: columns('delivery_id line:int column_name reason message'),
  },
  {
    name: 'entity_events',
    database: 'analysis',
    history: 'log',
    pointer: null,
    key: ['entity_id', 'version', 'event'],
    columns: columns('entity_id event other_entity_id version:int at:timestamp'),
  },
  {
    name: 'case_events',
    database: 'analysis',
    history: 'log',
    pointer: null,
    key: ['event_id'],
    columns: columns('event_id subject_id event at:timestamp version:int details:json'),
  },
  {
    name: 'outcomes',
    database: 'analysis',
    history: 'log',
    pointer: null,
    key: ['outcome_id'],
    columns: columns(
      'outcome_id subject_entity_id theme drawn inclusion_probability:double version:int model score:double patterns:json found intervention decided_on:date',
    ),
  },
  {
    name: 'watch_events',
    database: 'analysis',
    history: 'log',
    pointer: null,
    key: ['event_id'],
    columns: columns('event_id list_id entry_id event at:timestamp version:int details:json'),
  },
] as const satisfies readonly LakeTable[];

export type LakeTableName = (typeof LAKE_TABLES)[number]['name'];

export function lakeTable(name: LakeTableName): LakeTable {
  const found = LAKE_TABLES.find((table) => table.name === name);
  if (!found) throw new RangeError(`no lake table ${name}`);
  return found;
}

/** The Glue table that holds the rows of a versioned table; the plain name is a view at the pointer. */
export const historyName = (table: LakeTable): string =>
  table.history === 'log' ? table.name : `${table.name}_history`;

/** Columns as they lie in the files: a delta's tombstone beside the table's own. */
export const storedColumns = (table: LakeTable): readonly LakeColumn[] =>
  table.history === 'delta' ? [...table.columns, { name: 'deleted', type: 'boolean' }] : table.columns;
