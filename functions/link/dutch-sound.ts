/**
 * A phonetic key of a folded name, tuned for Dutch: spellings that are pronounced alike and get mixed up in
 * registers share a key (Meijer, Meyer, Meier; Jansen, Janssen, Janse; Schmidt, Smit; Claassen, Klaassen). Used for
 * blocking and as the weakest agreement, so it may be coarse.
 */
export function dutchSound(foldedName: string): string {
  let sound = foldedName;
  for (const [spelling, written] of SOUNDS) sound = sound.replace(spelling, written);
  const first = sound.charAt(0);
  // Vowels carry the spelling variants (ei/ij/y, ui/uy, au/ou, aa/a); only whether a name begins with one is kept.
  const rest = sound.slice(1).replace(/[aeiouyhj]/g, '');
  return `${/[aeiouy]/.test(first) ? 'a' : first}${rest}`.replace(/(.)\1+/g, '$1');
}

const SOUNDS: readonly (readonly [RegExp, string])[] = [
  [/sch/g, 's'],
  [/ph/g, 'f'],
  [/th/g, 't'],
  [/c(?=[eiy])/g, 's'],
  [/ch/g, 'g'],
  [/ck|c|q/g, 'k'],
  [/x/g, 'ks'],
  [/[zç]/g, 's'],
  [/v/g, 'f'],
  [/dt/g, 't'],
  [/d$/, 't'],
  [/b$/, 'p'],
  [/(?<=e)n$/, ''],
];
