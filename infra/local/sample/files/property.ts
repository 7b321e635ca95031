import { PRICE_PER_M2_EUR, WOZ_OF_PRICE } from '../figures.ts';
import type { Random } from '../random.ts';
import { isDwelling, MUNICIPALITY, type SampleAddress } from '../town.ts';
import type { SampleLetting, SampleRestriction, SampleTransfer } from '../world.ts';
import { type Cell, csv, euro, latin1, type SampleFile, utf8 } from './csv.ts';
import { dayCell, LOCATION_HEADER, locationCells, partyCells, partyHeader } from './parts.ts';

/** One year of values of all dwellings and one in three other addresses, each off by what an appraisal is off. */
export function wozFile(
  addresses: readonly SampleAddress[],
  year: number,
  day: string,
  random: Random,
): SampleFile {
  const header = ['WOZ-objectnummer', 'Belastingjaar', 'WOZ-waarde', 'Waardepeildatum', ...LOCATION_HEADER];
  const rows = addresses.flatMap((address): Cell[][] => {
    if (!isDwelling(address) && !random.chance(0.33)) return [];
    const value = address.areaM2 * PRICE_PER_M2_EUR * WOZ_OF_PRICE * random.spread(1, 0.12);
    return [
      [
        `${MUNICIPALITY}${address.numberId.slice(-8)}`,
        year,
        euro(Math.round(value / 1000) * 1000),
        `01-01-${year - 1}`,
        ...locationCells(address, true),
      ],
    ];
  });
  return latin1(`woz/${day}-waarden.csv`, csv(header, rows));
}

export function transfersFile(transfers: readonly SampleTransfer[], day: string, random: Random): SampleFile {
  const header = [
    'Aktenummer',
    'Kadastrale aanduiding',
    'Datum overdracht',
    'Koopsom',
    ...partyHeader('Koper 1'),
    'Koper 1 aandeel',
    ...partyHeader('Koper 2'),
    'Koper 2 aandeel',
    ...partyHeader('Verkoper 1'),
    'Kredietverstrekker',
    'Kredietverstrekker KVK-nummer',
    ...LOCATION_HEADER,
  ];
  const rows = transfers.map((each, index): Cell[] => {
    const [one, other] = each.buyers;
    const share = other ? '1/2' : '1/1';
    const [lender = '', , , lenderKvk = ''] = partyCells(each.financier, random, 0);
    return [
      // Numbers of deeds that no register has: a part 9xxxx is far from issued.
      `HYP4-9${String(index).padStart(5, '0')}/${1 + (index % 190)}`,
      `VHN00 A ${Number(each.address.numberId.slice(-8))}`,
      dayCell(each.day),
      euro(each.priceEur),
      ...partyCells(one, random, 0.95),
      one ? share : '',
      ...partyCells(other, random, 0.95),
      other ? share : '',
      ...partyCells(each.sellers[0], random, 0.9),
      lender,
      lenderKvk,
      ...locationCells(each.address, true),
    ];
  });
  return utf8(`transfers/${day}-akten.csv`, csv(header, rows));
}

export function restrictionsFile(restrictions: readonly SampleRestriction[], day: string): SampleFile {
  const header = [
    'Beperkingnummer',
    'Soort',
    'Datum inschrijving',
    'Datum einde',
    'Identificatie pand',
    ...LOCATION_HEADER,
  ];
  const rows = restrictions.map((each, index): Cell[] => [
    `BEP-${String(index + 1).padStart(6, '0')}`,
    each.kind,
    dayCell(each.day),
    dayCell(each.until),
    each.address.buildingId,
    ...locationCells(each.address, true),
  ]);
  return utf8(`restrictions/${day}-beperkingen.csv`, csv(header, rows));
}

export function lettingsFile(lettings: readonly SampleLetting[], day: string, random: Random): SampleFile {
  const header = [
    'Registratienummer',
    'Soort',
    'Datum registratie',
    'Datum einde',
    'Maximum personen',
    ...partyHeader('Verhuurder'),
    ...LOCATION_HEADER.slice(1),
  ];
  const rows = lettings.map((each, index): Cell[] => [
    `R${String(index + 1).padStart(6, '0')}`,
    each.kind,
    dayCell(each.from),
    dayCell(each.to),
    each.maxPersons,
    ...partyCells(each.landlord, random, 0.8),
    ...locationCells(each.address, false).slice(1),
  ]);
  return utf8(`rental-register/${day}-verhuur.csv`, csv(header, rows));
}
