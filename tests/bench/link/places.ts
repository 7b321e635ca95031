import { hash } from './random.ts';

export type Address = {
  readonly street: string;
  readonly houseNumber: number;
  readonly postcode: string;
  readonly town: string;
};

/** Addresses of one postcode, about as in the Dutch register of addresses. */
const ADDRESSES_PER_POSTCODE = 16;
const POSTCODES_PER_TOWN = 900;
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXZ';

const FRONTS =
  'Acacia Akker Beatrijs Beuken Boterbloem Brug Dahlia Dennen Dorps Eiken Elzen Esdoorn Haven Hazelaar Heide Iepen Industrie Jasmijn Kamille Kanaal Kastanje Kerk Klaproos Kievit Korenbloem Lijster Linden Lupine Meidoorn Merel Molen Narcis Nieuw Olmen Oranje Paarden Park Populier Raadhuis Ring Rozen School Singel Sleedoorn Spoor Stations Tulpen Veld Vlier Water Wilgen Zonnebloem Zwaluw'.split(
    ' ',
  );
const BACKS = 'straat laan weg pad plein hof kade singel dreef steeg dijk gracht'.split(' ');
const TOWN_FRONTS =
  'Aar Bever Brede Duin Eem Geest Groot Haver Hooge Klein Lange Maar Noorder Ooster Oude Rijn Sluis Veen Vecht Wester Zuider'.split(
    ' ',
  );
const TOWN_BACKS = 'broek burg dam dijk drecht haven hoek hout kerk lo meer sluis veld wijk woude'.split(' ');

/** The address with this number: neighbours share a postcode and a street; the same number is the same address. */
export function addressAt(index: number): Address {
  const block = Math.floor(index / ADDRESSES_PER_POSTCODE);
  const place = hash(1, block);
  const townIndex = Math.floor(block / POSTCODES_PER_TOWN);
  const townHash = hash(2, townIndex);
  // Within a town no two blocks have one postcode; towns share the first two digits at most by chance.
  const inTown = block % POSTCODES_PER_TOWN;
  const four = 1000 + ((townIndex * 45 + Math.floor(inTown / 20)) % 9000);
  const round = Math.floor((townIndex * 45) / 9000);
  const letters = (inTown % 20) + round * 20;
  return {
    street: `${FRONTS[place % FRONTS.length]}${BACKS[(place >>> 8) % BACKS.length]}`,
    houseNumber: 1 + 2 * (index % ADDRESSES_PER_POSTCODE) + ((place >>> 16) % 4) * 32 + ((place >>> 20) & 1),
    postcode: `${four}${LETTERS.charAt(Math.floor(letters / LETTERS.length) % LETTERS.length)}${LETTERS.charAt(letters % LETTERS.length)}`,
    town: `${TOWN_FRONTS[townHash % TOWN_FRONTS.length]}${TOWN_BACKS[(townHash >>> 8) % TOWN_BACKS.length]}`,
  };
}
