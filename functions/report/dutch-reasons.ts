/** The reasons' codes in Dutch; English is what parsers say themselves. */
const DUTCH: Readonly<Record<string, string>> = {
  a_number_form: 'dit is geen A-nummer van 10 cijfers',
  address_text_form: 'dit adres is niet te lezen als straat en huisnummer',
  brp_api_version: 'deze versie van de BRP-API wordt niet gelezen; lever versie 1',
  bsn_fails_test: 'het BSN doorstaat de elfproef niet; verbeter het bij de bron',
  bsn_length: 'een BSN heeft 9 cijfers',
  bsn_masked: 'een getal dat een BSN kan zijn, is uit de tekst gehaald',
  bsn_not_digits: 'een BSN bestaat uit cijfers alleen',
  cells_with_errors:
    'cellen van het rekenblad bevatten een fout zoals #N/A en tellen als leeg; verbeter de formules',
  code_unknown: 'deze code staat niet in de lijst',
  column_doubled: 'de kolom zegt wat een eerdere al zegt, en is overgeslagen',
  column_missing: 'er ontbreken kolommen; vul het bestand aan en lever het opnieuw',
  column_unknown: 'de kolom staat niet in de afspraak en is overgeslagen',
  date_form: 'dit is geen datum; schrijf jjjjmmdd of dd-mm-jjjj',
  date_impossible: 'deze datum bestaat niet',
  date_partial: 'de datum is onvolledig en telt als deels onbekend',
  delimiter_unknown: 'de kolommen zijn niet gescheiden door ; of , of tab of |; exporteer met ;',
  duplicate_content: 'het vorige bestand van deze bron heeft dezelfde inhoud; er is niets gewijzigd',
  duplicate_key:
    'een rij met dezelfde sleutel staat hoger in het bestand, en die is genomen; houd er een over',
  empty_file: 'het bestand is leeg; lever het opnieuw',
  expansion_too_large: 'het uitgepakte bestand is verdacht veel groter dan het ingepakte',
  file_too_large: 'het uitgepakte bestand is te groot; splits het',
  geojson_crs: 'deze GeoJSON staat in een ander stelsel dan WGS84 (RFC 7946); exporteer als WGS84',
  geojson_geometry: 'de geometrie is geen punt en is weggelaten; lever één punt per object',
  geojson_outside:
    'het punt ligt niet in Nederland en is weggelaten; GeoJSON heeft lengte- en breedtegraad in WGS84, geen RD-meters',
  gzip_damaged: 'het gzip-bestand is beschadigd; lever het opnieuw',
  gzip_truncated: 'het gzip-bestand is afgekapt; lever het opnieuw',
  header_broken: 'de kopregel is niet af: er ontbreekt een aanhalingsteken of regeleinde',
  header_unknown: 'geen van de afgesproken kolommen staat op de eerste regel; lever het bestand met kopregel',
  house_addition_form: 'een toevoeging heeft ten hoogste 4 letters of cijfers',
  house_letter_form: 'een huisletter is één letter',
  house_number_form: 'dit is geen huisnummer',
  house_number_large: 'een huisnummer heeft ten hoogste 5 cijfers',
  in_research_form: 'een aanduiding in onderzoek heeft 6 cijfers',
  json_invalid: 'dit is geen geldige JSON; verbeter het en lever het opnieuw',
  json_nested: 'hier hoort een enkele waarde, geen object',
  json_shape: 'deze JSON is geen lijst van rijen, en ook niet één object per regel',
  json_trailing: 'achter het einde van de JSON-lijst staat nog tekst; lever één lijst per bestand',
  json_truncated: 'de JSON-lijst is niet gesloten: het bestand is afgekapt',
  leading_zero_restored: 'voorloopnullen ontbraken en zijn teruggezet; zet de kolom op tekst',
  line_too_long: 'deze regel is langer dan een rij kan zijn; waarschijnlijk ontbreekt een regeleinde',
  lost_to_quote:
    'deze regel staat achter een aanhalingsteken dat niet gesloten is, en is daardoor niet te lezen',
  mapping_field_missing: 'de afspraak vraagt een veld waarvoor de veldenlijst geen kolom noemt; voeg het toe',
  mapping_field_unknown: 'dit veld staat niet in de afspraak; `npm run sources` toont welke er zijn',
  mapping_forbidden: 'hierop mag niets rusten (R15); laat de kolom weg',
  mapping_form: 'dit is geen veldenlijst; die heeft "version", "supplier" en "headers", en niets anders',
  mapping_header_doubled: 'deze kolomkop leest als een eerdere; houd er een',
  mapping_header_empty: 'een kolomkop heeft letters of cijfers nodig',
  mapping_read_past: 'de afspraak zegt dat deze kolom niet wordt gelezen; laat haar weg',
  mapping_source_unknown:
    'over deze bron is geen afspraak (R6); lever een veldenlijst als mappings/<bron>/<naam>.json',
  mapping_too_large: 'de veldenlijst is er niet meer of is te groot; lever haar opnieuw',
  mapping_version_unknown:
    'geen veldenlijst van deze bron heeft deze versie; het rapport over die lijst noemt haar',
  mapping_version_stands:
    'deze versie van de veldenlijst bestaat al en zegt iets anders; geef de gewijzigde een nieuwe versie',
  mapping_version_taken: 'deze versie is er een van de afspraak zelf; geef de veldenlijst een eigen versie',
  name_form: 'dit is geen naam',
  name_several: 'hier staan meer namen dan een',
  no_contract: 'over deze bron is geen afspraak, daarom is het bestand niet gelezen (R6)',
  no_rows: 'het bestand heeft een kopregel maar geen rijen; er is niets gewijzigd',
  not_text: 'dit is geen tekstbestand; exporteer de rijen als CSV',
  nul_byte: 'de rij bevat een NUL-teken; exporteer het bestand opnieuw als tekst',
  number_form: 'dit is geen getal',
  number_length: 'dit nummer heeft niet het juiste aantal cijfers',
  number_negative: 'dit getal mag niet negatief zijn',
  number_not_whole: 'hier hoort een geheel getal',
  number_rounded: 'het getal was afgerond (wetenschappelijke notatie); zet de cel op tekst',
  number_too_large: 'dit getal is te groot',
  object_missing: 'het bestand is er niet (meer); lever het opnieuw',
  officer_data_expired:
    'deze bevinding is zo oud dat zij vernietigd moet worden (R8); vernietig haar bij de bron',
  officer_nameless: 'de functionaris heeft geen naam',
  packed_file: 'dit is een ingepakt bestand; lever CSV, JSON of gzip',
  party_both: 'hier staat zowel een persoon als een bedrijf; houd er een over',
  phone_form: 'dit is geen telefoonnummer',
  plate_form: 'dit is geen Nederlands kenteken',
  postcode_form: 'dit is geen postcode (1234 AB)',
  ragged_row:
    'de rij heeft een ander aantal cellen dan de kopregel; zet een scheidingsteken in een cel tussen aanhalingstekens',
  rejects_untold:
    'er zijn meer rijen afgewezen dan hier een voor een staan; verbeter wat eraan schort en lever het hele bestand opnieuw',
  rsin_of_person: 'een persoon heeft geen RSIN',
  sbi_form: 'dit is geen SBI-code',
  share_form: 'dit is geen aandeel (1/2 of 50%)',
  share_range: 'een aandeel ligt tussen 0 en 1',
  sheets_read_past:
    'het rekenblad heeft meer bladen met rijen; alleen het eerste met de kopregel van deze bron is gelezen',
  spreadsheet_damaged: 'het rekenblad is niet te lezen; open het, sla het opnieuw op en lever het opnieuw',
  spreadsheet_truncated:
    'het rekenblad of zip-bestand is afgekapt, het einde ontbreekt; open het origineel, kijk of het heel is, en lever het opnieuw',
  supplement_unknown:
    'deze rijen horen volgens de laatste kolom bij een ander bestand, maar dat is van deze bron niet bekend',
  suspended_without_date:
    'de persoon verliet het register op een onbekende dag; het laatste adres telt niet als huidig',
  text_damaged: 'sommige tekens waren onleesbaar; lever het bestand als UTF-8',
  unbalanced_quote:
    'een aanhalingsteken op deze regel is niet gesloten of staat midden in een cel; verdubbel het of haal het weg',
  value_missing: 'hier is een waarde nodig; vul die bij de bron in',
  volume_outlier:
    'het aantal rijen wijkt sterk af van eerdere bestanden, daarom is er niets gekoppeld (R46); klopt het, geef het dan vrij, en lever anders het goede bestand',
  year_form: 'dit is geen jaartal',
};

/** A reason in Dutch; where nobody translated it yet, as it is. */
export const dutchReason = (code: string, message: string): string => DUTCH[code] ?? message;

export const hasDutch = (code: string): boolean => code in DUTCH;
