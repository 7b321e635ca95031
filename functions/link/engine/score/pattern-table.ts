/** Counts patterns of a few numbers each: an open hash table, at most half full. */
export class PatternTable {
  private readonly width: number;
  private slots = new Int32Array(1 << 12).fill(-1);
  private patterns: Uint32Array;
  private counts = new Float64Array(1 << 11);
  private size = 0;

  constructor(wordsPerPattern: number) {
    this.width = wordsPerPattern;
    this.patterns = new Uint32Array(wordsPerPattern << 11);
  }

  /** One more pair has the pattern that begins at `at` of `words`. */
  add(words: Uint32Array, at: number): void {
    const slot = this.slotOf(words, at);
    const pattern = this.slots[slot] ?? -1;
    if (pattern >= 0) {
      this.counts[pattern] = (this.counts[pattern] ?? 0) + 1;
      return;
    }
    if (this.size === this.counts.length) this.grow();
    this.slots[this.slotOf(words, at)] = this.size;
    for (let word = 0; word < this.width; word++)
      this.patterns[this.size * this.width + word] = words[at + word] ?? 0;
    this.counts[this.size++] = 1;
  }

  counted(): { patterns: Uint32Array; wordsPerPattern: number; counts: Float64Array } {
    return {
      patterns: this.patterns.slice(0, this.size * this.width),
      wordsPerPattern: this.width,
      counts: this.counts.slice(0, this.size),
    };
  }

  private slotOf(words: Uint32Array, at: number): number {
    const { slots, patterns, width } = this;
    let hash = 0;
    for (let word = 0; word < width; word++)
      hash = Math.imul(hash ^ (words[at + word] ?? 0), 0x9e3779b1) ^ (hash >>> 13);
    const mask = slots.length - 1;
    let slot = (hash ^ (hash >>> 16)) & mask;
    for (;;) {
      const pattern = slots[slot] ?? -1;
      if (pattern < 0) return slot;
      let word = 0;
      while (word < width && patterns[pattern * width + word] === words[at + word]) word += 1;
      if (word === width) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private grow(): void {
    const patterns = new Uint32Array(2 * this.patterns.length);
    patterns.set(this.patterns);
    const counts = new Float64Array(2 * this.counts.length);
    counts.set(this.counts);
    this.patterns = patterns;
    this.counts = counts;
    this.slots = new Int32Array(2 * this.slots.length).fill(-1);
    for (let pattern = 0; pattern < this.size; pattern++)
      this.slots[this.slotOf(patterns, pattern * this.width)] = pattern;
  }
}
