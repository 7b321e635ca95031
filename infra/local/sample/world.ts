import type { Making, Resident } from './residents.ts';
import type { SampleAddress } from './town.ts';

/** Who has a part in something: a resident, a company, or somebody from elsewhere of whom only a name is known. */
export type Party =
  | { readonly resident: Resident }
  | { readonly company: SampleCompany }
  | { readonly name: string; readonly kvkNumber?: string };

export type Officer = {
  readonly party: Party;
  readonly function: 'eigenaar' | 'bestuurder' | 'vennoot' | 'enig aandeelhouder' | 'gevolmachtigde';
  readonly from: string;
  readonly to: string;
};

export type SampleCompany = {
  readonly kvkNumber: string;
  readonly branchNumber: string;
  readonly rsin: string;
  readonly name: string;
  readonly legalForm: string;
  readonly sbi: string;
  readonly startedOn: string;
  /** Empty while it goes on. */
  readonly endedOn: string;
  readonly phone: string;
  readonly address: SampleAddress;
  readonly predecessor: string;
  readonly officers: Officer[];
};

export type SampleTransfer = {
  readonly day: string;
  readonly priceEur: number | undefined;
  readonly address: SampleAddress;
  readonly buyers: readonly Party[];
  readonly sellers: readonly Party[];
  readonly financier: Party | undefined;
};

export type SampleRestriction = {
  readonly kind: 'sluiting opiumwet' | 'sluiting woningwet' | 'last onder dwangsom' | 'overig';
  readonly day: string;
  readonly until: string;
  readonly address: SampleAddress;
};

export type SampleVehicle = {
  readonly plate: string;
  readonly holder: Party;
  readonly since: string;
  readonly address: SampleAddress;
};

export type SampleBenefit = {
  readonly kind: 'bijstand' | 'ioaw' | 'bbz' | 'bijzondere bijstand';
  readonly from: string;
  readonly to: string;
  readonly client: Resident;
  readonly partner: Resident | undefined;
  readonly persons: number;
  readonly address: SampleAddress;
};

/** What makes an address use more or less than its residents and its form let expect. */
export type Habit = {
  readonly powerFactor?: number;
  readonly powerPlusKwh?: number;
  readonly waterFactor?: number;
  readonly gasFactor?: number;
  /** As if so many lived there. */
  readonly asPersons?: number;
};

export type SampleReport = {
  readonly day: string;
  readonly channel: 'bewoner' | 'medewerker' | 'mma' | 'partner';
  readonly subject: string;
  readonly text: string;
  readonly nature: 'feit' | 'oordeel' | '';
  /** As people write it; empty when nobody knows. */
  readonly address: string;
  readonly names: string;
  readonly phones: string;
  readonly plates: string;
  readonly company: SampleCompany | undefined;
};

export type SampleRaid = {
  readonly day: string;
  readonly kind: 'hennepkwekerij' | 'drugslab' | 'drugshandel';
  readonly address: SampleAddress;
  readonly plants: number;
  readonly cashEur: number;
  readonly suspects: readonly Resident[];
  readonly owner: Party | undefined;
  readonly landlord: Party | undefined;
  readonly landlordPhone: string;
  readonly installer: Resident | undefined;
  readonly installerPhone: string;
};

/** A visit by supervision, or what an own officer saw. */
export type SampleVisit = {
  readonly day: string;
  readonly team: string;
  readonly kind: string;
  readonly outcome:
    | 'niets gevonden'
    | 'onregelmatigheid'
    | 'overtreding'
    | 'niet toegelaten'
    | 'niemand aanwezig';
  readonly text: string;
  readonly address: SampleAddress;
  readonly suspects: readonly Resident[];
};

export type SamplePermit = {
  readonly kind: string;
  readonly status: 'aangevraagd' | 'verleend' | 'geweigerd' | 'ingetrokken';
  readonly day: string;
  readonly until: string;
  readonly address: SampleAddress;
  readonly applicant: Party;
  readonly manager: Party | undefined;
  readonly financier: Party | undefined;
};

export type SampleLetting = {
  readonly kind: 'vakantieverhuur' | 'kamerverhuur' | 'woning' | 'bed and breakfast';
  readonly from: string;
  readonly to: string;
  readonly maxPersons: number;
  readonly landlord: Party;
  readonly address: SampleAddress;
};

/** What was put in on purpose; goes to a file that is never dropped. `theme` as in `schemas/finding.ts`. */
export type Plant = {
  readonly kind: string;
  readonly theme: string;
  readonly fraud: boolean;
  readonly numberId?: string;
  readonly kvkNumber?: string;
  readonly network?: string;
};

export type PlantedNetwork = {
  readonly id: string;
  readonly addresses: readonly string[];
  readonly companies: readonly string[];
};

/** Everything that is so in town; ordinary life and planted cases add to it, and the files are written from it. */
export type World = {
  readonly making: Making;
  readonly residents: Resident[];
  /** Of those who were there first. */
  readonly adults: readonly Resident[];
  /** Who lives where before anybody moves: address number id → household. */
  readonly homes: ReadonlyMap<string, readonly Resident[]>;
  /** Dwellings of a corporation or another landlord, by number id. */
  readonly landlords: Map<string, Party>;
  readonly habits: Map<string, Habit>;
  readonly companies: SampleCompany[];
  readonly transfers: SampleTransfer[];
  readonly restrictions: SampleRestriction[];
  readonly vehicles: SampleVehicle[];
  readonly benefits: SampleBenefit[];
  readonly reports: SampleReport[];
  readonly raids: SampleRaid[];
  readonly inspections: SampleVisit[];
  readonly officerFindings: SampleVisit[];
  readonly permits: SamplePermit[];
  readonly lettings: SampleLetting[];
  readonly plants: Plant[];
  readonly networks: PlantedNetwork[];
};
