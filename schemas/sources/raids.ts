import { defineContract } from './contract.ts';
import { RAID_COLUMNS, RAID_HEADERS } from './raid-columns.ts';

/**
 * Raids (*invallen*): the municipality's own file of closures under art. 13b Opiumwet; not police data.
 * One row per raid, up to four suspects, names as one text in either order (`Jansen, P.` or `Piet Jansen`).
 *
 * CSV, `;`-separated:
 * `Invalnummer;Datum;Soort;Adres;Straatnaam;Huisnummer;Huisletter;Huisnummertoevoeging;Postcode;Woonplaats;`
 * `Aantal planten;Kilogram drugs;Contant geld EUR;Omschrijving;Verdachte 1;Verdachte 1 geboortedatum;`
 * `Verdachte 1 BSN;Verdachte 2;… (to 4);Eigenaar;Eigenaar geboortedatum;Eigenaar KVK-nummer;Verhuurder;`
 * `Verhuurder geboortedatum;Verhuurder KVK-nummer;Verhuurder telefoon;Installateur;Installateur geboortedatum;`
 * `Installateur telefoon`
 * Soort: hennepkwekerij, drugslab, drugshandel, overig. An owner or landlord with a KVK number is a company.
 */
export const RAIDS = defineContract({
  name: 'raids',
  title: 'Raids (invallen, closures under art. 13b Opiumwet)',
  mode: 'changes',
  naturalKey: ['raid_number'],
  columns: RAID_COLUMNS,
  mappings: [{ version: 'raids-csv-1', supplier: 'Municipal file of closures, CSV', headers: RAID_HEADERS }],
  readPast: [],
  owner: 'Head of public order and safety (OOV), for the mayor',
  legalBasis: 'Opiumwet art. 13b; AVG art. 6(1)(e)',
  purposes: ['undermining crime'],
  retention: { months: 60, ground: 'own choice: five years after the raid' },
  policeData: false,
  bibob: false,
  ownOfficer: false,
});
