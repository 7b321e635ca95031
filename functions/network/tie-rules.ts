import type { EventType, RecordRole } from '#schemas/record.ts';

/** Which relations tie the network together, and how strongly. What no rule names ties nothing. */
export type TieRule = {
  /** The event that a role is a part in; null = what no event says. */
  readonly event: EventType | null;
  readonly roles: readonly RecordRole[];
  /** 0 to 1, against the part of a suspect in a raid. */
  readonly weight: number;
  /** Without an end it still holds; otherwise it is of its day. */
  readonly lasts: boolean;
  /** Months that it ties after it ended or happened. */
  readonly months: number;
  /** With more than so many others at either end by the same rule it tells nothing of two of them: a hub is no tie. */
  readonly atMost: number;
  /**
   * `divided`: the weight is shared out over everyone at the end that has most (resource allocation: Zhou, Lü and
   * Zhang, "Predicting missing links via local information", 2009). `full`: to recur is itself the sign.
   */
  readonly shared: 'divided' | 'full';
  readonly because: string;
};

export const TIE_RULES: readonly TieRule[] = [
  {
    event: 'raid',
    roles: ['location', 'suspect', 'installer'],
    weight: 1,
    lasts: false,
    months: 60,
    atMost: 40,
    shared: 'full',
    because: 'the place and whoever took part: what a network of raids is made of',
  },
  {
    event: 'raid',
    roles: ['owner', 'landlord'],
    weight: 0.5,
    lasts: false,
    months: 60,
    atMost: 40,
    shared: 'full',
    because: 'who owns or lets a raided place may be misled; with several raids it adds up',
  },
  {
    event: 'officer_finding',
    roles: ['location', 'suspect'],
    weight: 0.3,
    lasts: false,
    months: 12,
    atMost: 12,
    shared: 'divided',
    because: 'own officers saw it; it leaves the relations after a year (R8)',
  },
  {
    event: 'report',
    roles: ['location', 'mentioned'],
    weight: 0.2,
    lasts: false,
    months: 24,
    atMost: 8,
    shared: 'divided',
    because:
      'facts that staff and partners reported; what is a judgement ties nothing (R11), nor does a mass mention',
  },
  {
    event: 'transfer',
    roles: ['location', 'buyer', 'financier'],
    weight: 0.4,
    lasts: false,
    months: 24,
    atMost: 10,
    shared: 'divided',
    because:
      'property; a bank that finances thousands is a hub. A seller leaves: chains of sales would join the town',
  },
  {
    event: 'permit',
    roles: ['location', 'applicant', 'manager', 'financier'],
    weight: 0.3,
    lasts: true,
    months: 24,
    atMost: 10,
    shared: 'divided',
    because: 'who stands behind a licensed place',
  },
  {
    event: 'letting',
    roles: ['location', 'landlord'],
    weight: 0.3,
    lasts: true,
    months: 12,
    atMost: 12,
    shared: 'divided',
    because:
      'one landlord, a few dwellings; of a corporation with many, two dwellings have nothing in common',
  },
  {
    event: null,
    roles: ['registered_at'],
    weight: 0.3,
    lasts: true,
    months: 0,
    atMost: 12,
    shared: 'divided',
    because: 'who lives there now; an institution, a care home or a hostel is a hub',
  },
  {
    event: null,
    roles: ['letter_address', 'stated_at'],
    weight: 0.15,
    lasts: true,
    months: 0,
    atMost: 5,
    shared: 'divided',
    because: 'an address for post, or one that another file gives: weaker than the register’s',
  },
  {
    event: null,
    roles: ['established_at'],
    weight: 0.4,
    lasts: true,
    months: 24,
    atMost: 15,
    shared: 'divided',
    because:
      'companies that share a door, ended ones too; an accountant’s office or a business centre is a hub',
  },
  {
    event: null,
    roles: ['officer'],
    weight: 0.5,
    lasts: true,
    months: 24,
    atMost: 15,
    shared: 'divided',
    because: 'who runs a company; a trust office is a hub',
  },
  {
    event: null,
    roles: ['predecessor'],
    weight: 0.5,
    lasts: true,
    months: 60,
    atMost: 10,
    shared: 'divided',
    because: 'a takeover gets a new number and stays the same business',
  },
  {
    event: null,
    roles: ['holder'],
    weight: 0.3,
    lasts: true,
    months: 12,
    atMost: 10,
    shared: 'divided',
    because: 'one vehicle, several people; a leasing company is a hub',
  },
];

/** What ties nothing, and why; a test holds that every role stands here or above. */
export const NO_TIES: readonly { readonly roles: readonly RecordRole[]; readonly because: string }[] = [
  { roles: ['subject'], because: 'it is what the row is about, no relation' },
  { roles: ['client', 'partner'], because: 'benefits are asked for another purpose than finding networks' },
  { roles: ['seller'], because: 'who sells leaves; every move in town would be a tie' },
  { roles: ['tenant'], because: 'the register says who lives there; a victim of a landlord may be a tenant' },
];
