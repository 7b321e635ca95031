/**
 * Limits that no law sets: our own choice, in one place. Where a requirement (R…) gives a number, it is cited.
 */
export const SETTINGS = {
  receive: {
    /** Rows per chunk: one Lambda normalizes a chunk in seconds. */
    chunkRows: 50_000,
    chunkBytes: 32 * 1024 * 1024,
    /** Most lines of one row (quoted text has paragraphs); beyond, its quote counts as unbalanced. */
    rowLines: 1000,
    /** Longest line that is read; a longer one is a reject (R46). */
    lineBytes: 1024 * 1024,
    /** Decompressed size over compressed size (R46), and in all. */
    expansionRatio: 50,
    /** The ratio counts from this size on: a small file of alike rows is no bomb. */
    expansionFloorBytes: 1024 * 1024,
    expandedBytes: 5 * 1024 * 1024 * 1024,
    /** Rejects of a file that are told one by one; of more only the reasons are counted. */
    rejectsTold: 100_000,
    /** A spreadsheet is read as a whole: packed, and unpacked, in a function of 1 GB. */
    spreadsheetBytes: 16 * 1024 * 1024,
    spreadsheetExpandedBytes: 64 * 1024 * 1024,
    spreadsheetCells: 1_500_000,
    /** A steward's mapping: a few hundred headers. */
    mappingBytes: 64 * 1024,
  },
  normalize: {
    /** Natural keys that are compared at a time, at 32 bytes each at most; a file with more is gone through in shares. */
    keysAtOnce: 4_000_000,
  },
  report: {
    /** Lines shown per reason. */
    firstLines: 5,
    /** Longest rejected row that is kept to be handed back, in characters; and all of one part of a file together. */
    rowCharacters: 20_000,
    rowsCharacters: 8 * 1024 * 1024,
    /** The same for a whole file. */
    deliveryRowsCharacters: 32 * 1024 * 1024,
    /** Earlier deliveries that a new one is held against. */
    previousDeliveries: 20,
    /** R46: a volume further off than this many standard deviations … */
    volumeDeviations: 3,
    /** … is held up once there are so many earlier deliveries, as fewer have no deviation to speak of … */
    volumeDeliveries: 5,
    /** … and the difference is at least so many rows. */
    volumeRows: 50,
    /** A snapshot with fewer rows than this share of the one before is held, however few came earlier. */
    snapshotShare: 0.8,
    /** A share of empty cells is odd when it moved by more than this, and by more than chance explains. */
    emptyShare: 0.1,
    /** Most codes of one column that are remembered. */
    codes: 200,
  },
  ownOfficer: {
    /** R8: so long own officers' data is linked; then it is open to a targeted search only. */
    linkedYears: 1,
    /** R8: by then it is gone. */
    keptYears: 5,
  },
  link: {
    lockSeconds: 900,
    /** Deliveries that wait are taken together, so many at a time (a transaction holds 100 items, two each). */
    deliveriesTogether: 45,
    /** A link counts for clustering from this probability on. */
    clusterProbability: 0.9,
    /** Weaker links are kept for people to look at from this probability on. */
    keepProbability: 0.5,
    /** Largest block of one blocking key before it falls back to a sub-key. */
    blockRecords: 500,
  },
  network: {
    /**
     * Two groups are one community when the ties between them weigh more than the product of their strengths over this.
     * It does not grow with the town, so that a ring is found in a city as in a village.
     */
    communityStrength: 1000,
    /** Fewer addresses, and fewer companies, and fewer raids are a household, a shop, or one case: no community is told. */
    leastPlaces: 3,
    leastCompanies: 3,
    leastRaids: 2,
    /** Ties between two raids that are followed at most; the nearest raids told per raid. */
    pathTies: 6,
    pathsPerRaid: 5,
    /** Betweenness is exact in connected parts of so many members; in larger ones it rests on so many of them … */
    betweennessSample: 256,
    /** … or on fewer, so that no more than so many members are walked through in all; */
    betweennessSteps: 20_000_000,
    /** but never on fewer than these. */
    betweennessLeast: 32,
    /** Changes of communities are told for so many days. */
    changedDays: 31,
    /** A result is carried over while nothing that carries changed, so many days at most: ties also end by their age. */
    carriedDays: 31,
  },
  score: {
    /** Points from which an address becomes a candidate. */
    candidatePoints: 20,
    /** R21. */
    expiryDays: 30,
    /** Fewer outcomes than this say nothing of what scores are worth … */
    calibrationOutcomes: 20,
    /** … and no step of the calibration rests on fewer than this. */
    calibrationStep: 10,
    /** R23: fewer outcomes of the random share and of inspections than this teach nothing … */
    learnOutcomes: 30,
    /** … and targeted ones join, weighed, from so many random ones on. */
    learnRandom: 20,
    /** Points that multiply the odds by e: 20 points at strength 1 stand for odds 7.4 times as high. */
    pointsPerLogOdds: 10,
    /** How strongly learned weights are drawn towards the experts': as so many outcomes would hold them there. */
    expertPullOutcomes: 16,
  },
  workList: {
    /** R20: of the list, so much is drawn by lot from all addresses that may be scored. */
    randomShare: 0.2,
    /** R19: alarm when so large a share of the last suggestions was followed … */
    followedShare: 0.95,
    lastSuggestions: 50,
    /** … or when half of them took less time than this. */
    medianReviewSeconds: 120,
  },
  patterns: {
    /** Earlier versions on which a draft is tried before it is proposed. */
    backTests: 3,
  },
  fairness: {
    /** R26. */
    lowestRatio: 0.8,
    highestRatio: 1.25,
    significance: 0.05,
    /** R25. */
    smallestCell: 10,
    /** R28: a quarter. */
    retestDays: 91,
    /** R28: so much more wrong than at the last test pauses. */
    errorRise: 0.05,
  },
  watch: {
    /** R31. */
    entriesPerList: 10,
    /** R34. */
    expiryDays: 90,
    longestDays: 365,
    /** R32. */
    youngestAge: 18,
    factsNeeded: 2,
    smsCodeMinutes: 10,
    smsCodeTries: 5,
  },
} as const;
