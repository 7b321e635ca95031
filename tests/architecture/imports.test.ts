import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Import, importsOf, ROOT, sourceFiles } from './source-files.ts';

/** Who may import whom: down only. A rule is the first whose `files` match; `may` holds what a file may reach. */
type Rule = {
  readonly files: RegExp;
  readonly may: readonly RegExp[];
  /** Reached only by `import type`. */
  readonly mayType?: readonly RegExp[];
};

const OWN = (folder: string) => new RegExp(`^${folder}/`);
const SCHEMAS = /^schemas\//;
const PORTS = /^functions\/ports\.ts$/;
const ADAPTERS = /^functions\/adapters\//;
const DOOR_CLIENT = /^functions\/adapters\/door-client\.ts$/;
const SHELL = /^functions\/shell\//;
/** Clusters of a graph, by rows and numbers alone: of no step. */
const GRAPH = /^functions\/cluster\/graph\//;
const ZOD = /^zod$/;
/** What neither reaches out nor keeps time. */
const PURE_NODE = /^node:(crypto|buffer|util|stream|string_decoder|zlib)/;
const STEPS = [
  'receive',
  'normalize',
  'link',
  'cluster',
  'network',
  'detect',
  'score',
  'fairness',
  'cases',
  'watch',
  'report',
];

const RULES: readonly Rule[] = [
  { files: SCHEMAS, may: [ZOD, SCHEMAS, /^node:crypto$/] },
  { files: PORTS, may: [], mayType: [SCHEMAS] },
  // What command lines ask doors through; no handler has it.
  { files: DOOR_CLIENT, may: [SCHEMAS, ZOD, /^node:(fs|path)$/, /^@aws-sdk\/client-lambda$/] },
  {
    files: ADAPTERS,
    may: [ADAPTERS, SCHEMAS, ZOD, PURE_NODE, /^@aws-sdk\//, /^hyparquet(-writer)?(\/src\/\w+\.js)?$/],
    mayType: [PORTS],
  },
  { files: SHELL, may: [SHELL, SCHEMAS, ZOD, PURE_NODE, /^@middy\/core$/], mayType: [PORTS] },
  // Reads the SQL files that lie beside it.
  {
    files: /^functions\/detect\/library\.ts$/,
    may: [OWN('functions/detect'), SCHEMAS, /^node:(fs|path)$/],
  },
  // Writes and reads drafts of patterns.
  {
    files: /^functions\/detect\/cli(\.ts|\/)/,
    may: [OWN('functions/detect'), SCHEMAS, ZOD, DOOR_CLIENT, /^node:(fs|path)$/],
  },
  // The linking engine reads files and works in threads, in these folders alone; its model is zod's, the rest is its own.
  {
    files: /^functions\/link\/engine\/(table|threads)\//,
    may: [OWN('functions/link/engine'), /^node:(fs|buffer|worker_threads|zlib)$/, /^hyparquet$/],
  },
  // Takes rows together by the graph of links, as the cluster step does.
  {
    files: /^functions\/link\/engine\/entities\//,
    may: [OWN('functions/link/engine'), GRAPH],
  },
  {
    files: /^functions\/link\/engine\//,
    may: [
      OWN('functions/link/engine'),
      /^schemas\/values\//,
      ZOD,
      // How Dutch names sound and are shortened, which both ways of linking know.
      /^functions\/link\/(dutch-sound|short-forms|given-names|surname)\.ts$/,
    ],
  },
  // The linking command: files in, files out, and whoever sits at the keyboard.
  {
    files: /^functions\/link\/cli(\.ts|\/)/,
    may: [OWN('functions/link/(cli|engine)'), ZOD, /^node:(crypto|fs|module|os|path|util|v8)$/],
  },
  // The graph library; pure.
  {
    files: /^functions\/network\/communities\.ts$/,
    may: [OWN('functions/network'), SCHEMAS, /^graphology(-communities-louvain)?$/],
  },
  // Arithmetic of map projections; pure.
  { files: /^functions\/normalize\/rd\.ts$/, may: [/^proj4$/] },
  ...STEPS.flatMap((step): Rule[] => {
    const own = OWN(`functions/${step}`);
    return [
      {
        files: new RegExp(`^functions/${step}/([a-z-]+-)?handler\\.ts$`),
        may: [own, SCHEMAS, SHELL, ADAPTERS, ZOD, PURE_NODE],
        mayType: [PORTS],
      },
      // Opens what several handlers of a step share.
      {
        files: new RegExp(`^functions/${step}/[a-z-]+-ports\\.ts$`),
        may: [own, SCHEMAS, SHELL, ADAPTERS],
        mayType: [PORTS],
      },
      {
        files: new RegExp(`^functions/${step}/cli\\.ts$`),
        may: [own, SCHEMAS, ZOD, DOOR_CLIENT],
      },
      // Knows who sits at the keyboard.
      {
        files: new RegExp(`^functions/${step}/cli-words\\.ts$`),
        may: [own, SCHEMAS, ZOD, /^node:(util|os)$/],
        mayType: [DOOR_CLIENT],
      },
      { files: own, may: [own, SCHEMAS, ZOD, PURE_NODE, /^(csv-parse|read-excel-file)/], mayType: [PORTS] },
    ];
  }),
  {
    files: /^infra\/local\/sample\//,
    may: [/^infra\/local\/sample\//, SCHEMAS, PURE_NODE, /^@faker-js\/faker$/],
  },
  {
    files: /^infra\/local\//,
    may: [
      OWN('infra/local'),
      SCHEMAS,
      /^node:/,
      ZOD,
      /^@aws-sdk\//,
      /^(@duckdb|@polyglot-sql)\//,
      /^(dynalite|fast-xml-parser|jsonata|aws-cdk-lib|hyparquet)$/,
    ],
  },
  // Counts what the template has, which the embedded cloud knows how to make.
  {
    files: /^infra\/cost\.ts$/,
    may: [OWN('infra/cost'), /^infra\/local\/template\/synthesize\.ts$/, /^node:/, ZOD],
  },
  {
    files: /^infra\//,
    may: [
      /^infra\/(?!local\/)/,
      SCHEMAS,
      /^node:/,
      ZOD,
      /^(aws-cdk-lib|constructs|cdk-nag)$/,
      /^functions\/detect\/(ready-queries|library|register\/[a-z-]+)\.ts$/,
      /^functions\/network\/ready-queries\.ts$/,
    ],
    mayType: [/^functions\/shell\/(config|log)\.ts$/],
  },
];

const allowed = (rule: Rule, { to, typeOnly }: Import): boolean =>
  rule.may.some((pattern) => pattern.test(to)) ||
  (typeOnly && (rule.mayType ?? []).some((pattern) => pattern.test(to)));
const FILES = ['schemas', 'functions', 'infra'].flatMap(sourceFiles);
const IMPORTS = FILES.flatMap((file) => importsOf(file));
const show = ({ from, specifier }: Import) => `${from} imports ${specifier}`;

describe('who may import whom', () => {
  it('every file stands under a rule', () => {
    expect(FILES.length).toBeGreaterThan(200);
    expect(FILES.filter((file) => !RULES.some((rule) => rule.files.test(file)))).toEqual([]);
  });

  it('imports point down only', () => {
    expect(IMPORTS.length).toBeGreaterThan(500);
    const wrong = IMPORTS.filter((each) => {
      const rule = RULES.find((one) => one.files.test(each.from));
      return rule !== undefined && !allowed(rule, each);
    });
    expect(wrong.map(show)).toEqual([]);
  });

  it('every import of the repository’s own means a file that is there', () => {
    const own = IMPORTS.filter(({ specifier }) => /^[.#]/.test(specifier));
    expect(own.filter(({ to }) => !existsSync(join(ROOT, to))).map(show)).toEqual([]);
  });

  it('cores get time and chance passed in', () => {
    const shell =
      /^functions\/(adapters|shell)\/|^functions\/[a-z]+\/(([a-z-]+-)?handler|cli(-words)?)\.ts$|^functions\/link\/cli\//;
    const cores = FILES.filter((file) => /^(functions|schemas)\//.test(file) && !shell.test(file));
    const impure =
      /Date\.now\(|new Date\(\)|Math\.random|randomBytes|randomUUID|randomInt|performance\.now|process\.env/;
    expect(cores.length).toBeGreaterThan(100);
    expect(cores.filter((file) => impure.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });

  it('steps never import each other', () => {
    const stepOf = (path: string) => STEPS.find((step) => path.startsWith(`functions/${step}/`));
    const across = IMPORTS.filter(({ from, to }) => {
      const [one, other] = [stepOf(from), stepOf(to)];
      return one !== undefined && other !== undefined && one !== other && !GRAPH.test(to);
    });
    expect(across.map(show)).toEqual([]);
  });

  it('nothing but the fairness step knows of the audit’s attributes (R25)', () => {
    const knowing = FILES.filter(
      (file) =>
        file.startsWith('functions/') &&
        /AUDIT_BUCKET|fairness\/attributes/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(knowing.toSorted()).toEqual(['functions/fairness/door-handler.ts', 'functions/shell/config.ts']);
  });

  it('only adapters speak to AWS, and the embedded cloud beside them', () => {
    const speaking = IMPORTS.filter(({ to }) => to.startsWith('@aws-sdk/'));
    const elsewhere = speaking.filter(
      ({ from }) => !from.startsWith('functions/adapters/') && !from.startsWith('infra/local/'),
    );
    expect(speaking.length).toBeGreaterThan(5);
    expect(elsewhere.map(show)).toEqual([]);
  });

  it('nothing that judges people knows the sample municipality', () => {
    const knowing = IMPORTS.filter(
      ({ from, to }) => to.startsWith('infra/local/sample/') && !from.startsWith('infra/local/'),
    );
    expect(knowing.map(show)).toEqual([]);
  });

  it('zod comes whole, which bundles a fifth of what its named import does', () => {
    const texts = FILES.filter((file) => !file.startsWith('infra/')).map(
      (file) => [file, readFileSync(join(ROOT, file), 'utf8')] as const,
    );
    expect(texts.filter(([, text]) => text.includes("* as z from 'zod'")).length).toBeGreaterThan(20);
    expect(
      texts.filter(([, text]) => /import \{[^}]*\} from 'zod'/.test(text)).map(([file]) => file),
    ).toEqual([]);
  });
});

describe('reading imports', () => {
  const found = (text: string) =>
    importsOf('functions/watch/news.ts', text).map(({ to, typeOnly }) => `${to}${typeOnly ? ' (type)' : ''}`);

  it.each([
    ["import { a } from './b.ts';", 'functions/watch/b.ts'],
    ["import a, { type B,\n  c } from '../link/c.ts';", 'functions/link/c.ts'],
    ["import type { A } from '#ports';", 'functions/ports.ts (type)'],
    ["import * as z from 'zod';", 'zod'],
    ["import '#schemas/ids.ts';", 'schemas/ids.ts'],
    ["export { a } from '#detect/library.ts';", 'functions/detect/library.ts'],
    ["export * from '#local/store.ts';", 'infra/local/store.ts'],
    ["const a = await import('@aws-sdk/client-s3');", '@aws-sdk/client-s3'],
    ["import x from 'aws-cdk-lib/aws-s3';", 'aws-cdk-lib'],
    ["import x from 'node:fs/promises';", 'node:fs/promises'],
  ])('%s', (text, to) => {
    expect(found(text)).toEqual([to]);
  });

  it('finds each of several, and nothing in words', () => {
    expect(
      found(
        "import { a } from './a.ts';\nimport { b } from './b.ts';\nconst text = \"we import 'x'\";\n// import from 'y'",
      ),
    ).toEqual(['functions/watch/a.ts', 'functions/watch/b.ts']);
  });
});
