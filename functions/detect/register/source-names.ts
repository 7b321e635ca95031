/** What sources are called in the register, in Dutch. */
export const SOURCE_NAMES: Readonly<Record<string, string>> = {
  brp: 'Basisregistratie Personen (BRP): adres, leeftijdsjaar, huishouden',
  bag: 'Basisregistratie Adressen en Gebouwen (BAG): gebruiksdoel, oppervlakte',
  kvk: 'Handelsregister (KVK): bedrijven en vestigingen',
  'kvk-officers': 'Handelsregister (KVK): functionarissen',
  woz: 'WOZ-waarden',
  transfers: 'Kadaster: overdrachten van onroerende zaken',
  restrictions: 'Kadaster: publiekrechtelijke beperkingen (WKPB)',
  vehicles: 'RDW: kentekens en houders',
  benefits: 'Uitkeringen (Participatiewet)',
  utilities: 'Jaarverbruik van stroom, gas en water',
  reports: 'Meldingen',
  raids: 'Bestuurlijke sluitingen (art. 13b Opiumwet)',
  inspections: 'Controles en hun uitkomst',
  permits: 'Vergunningen',
  'rental-register': 'Verhuurregister',
  'officer-findings': 'Bevindingen van eigen boa’s (ten hoogste een jaar)',
};
