/**
 * Dutch call names (*roepnamen*) by the register name that they are short for. BRP holds the register name, police
 * and neighbours write the call name. One call name may stand for several names. Folded spelling (ij = y).
 */
const CALL_NAMES: Readonly<Record<string, string>> = {
  adriaan: 'ad aad adri arie janus',
  adriana: 'adri ada jaan sjaan',
  albertus: 'albert bert ab appie',
  alexander: 'alex lex sander xander',
  andreas: 'andre dries andries',
  anna: 'anne annie anja ans anneke anouk',
  antonia: 'toos tonny toni antoinette',
  antonius: 'anton antoon ton toon tonnie antoni anthony theun',
  bartholomeus: 'bart mees',
  bernardus: 'bernard ben bert bernd',
  catharina: 'karin toos trynie kaatje katrien carina ina trien rina cato',
  christiaan: 'chris kris',
  christina: 'christine tineke stien stina ina',
  cornelia: 'corrie cor nel nelleke cora lia neeltje',
  cornelis: 'kees cor cees corne nelis',
  daniel: 'daan dany danny',
  dirk: 'dick',
  elisabeth: 'els elly bep liesbeth lies betty betsy elise ilse lysbeth elisa bets',
  everardus: 'evert everhard eef',
  franciscus: 'frans frank cis',
  frederik: 'fred frits freek',
  geertruida: 'truus geertje trudy trui gerda geer',
  gerardus: 'gerard gerrit ger gert geert sjraar',
  gerardina: 'gerda dien dina',
  grietje: 'greet',
  hendrik: 'henk hein henny rik driek hendrikus henri',
  hendrika: 'riek rika henny ria drika heintje',
  hubertus: 'hub bert huib huub bertus',
  jacobus: 'jaap koos sjaak jaco jacques jacob cobus ko',
  jacoba: 'coba co cobie',
  jeroen: 'jeroentje hieronymus',
  johanna: 'jo joke hanna hanneke janna annie ans jannie jopie jannetje',
  johannes: 'jan hans johan jo joop hannes han john jannes',
  josephus: 'jos jozef sef sjef joseph joep',
  lambertus: 'bert lambert bertus lam',
  leonardus: 'leo leon leendert leen',
  lucas: 'luuk luc',
  margaretha: 'greet gre margriet grietje greetje rita marga margreet gretha',
  maria: 'ria riet mieke marie mia mien miep marietje rie mary marieke marike',
  martinus: 'martin tinus mart maarten',
  matthias: 'matthys thys ties matthieu',
  mohamed: 'mo mohammed mohammad muhammad muhammed mohamad mehmet moh',
  nicolaas: 'klaas nico niek claas nicolas',
  petronella: 'nel ellie petra nelly pietje',
  petrus: 'piet pieter peter pete',
  robertus: 'rob robert bert robbie',
  rudolf: 'ruud rudi roel rolf dolf',
  theodorus: 'theo ted dorus dirk',
  thomas: 'tom tommie',
  wilhelmina: 'mina willy wil mien helma minie willemien',
  wilhelmus: 'wim willem will wil willy guillaume helmus',
};

const ROOTS: ReadonlyMap<string, readonly string[]> = (() => {
  const roots = new Map<string, string[]>();
  for (const [root, callNames] of Object.entries(CALL_NAMES))
    for (const name of [root, ...callNames.split(' ')]) roots.set(name, [...(roots.get(name) ?? []), root]);
  return roots;
})();

/** Register names that a folded given name may stand for; itself when none is known. */
export const rootsOf = (name: string): readonly string[] => ROOTS.get(name) ?? [name];

export const areForms = (a: string, b: string): boolean => {
  const roots = rootsOf(b);
  return rootsOf(a).some((root) => roots.includes(root));
};
