/**
 * Values in memory by key, of so many bytes together at most. What was asked for longest ago goes
 * first; the newest stays whatever it takes, so that what is too large for the bound is made once
 * for all who ask for it one after another.
 */
export class KeptByBytes<Key, Value> {
  readonly #bytesMax: number
  readonly #kept = new Map<Key, { readonly value: Value; readonly bytes: number }>()
  #bytes = 0

  constructor(bytesMax: number) {
    this.#bytesMax = bytesMax
  }

  /** How much is kept, as far as whoever kept it said. */
  get bytes(): number {
    return this.#bytes
  }

  get size(): number {
    return this.#kept.size
  }

  get(key: Key): Value | undefined {
    const found = this.#kept.get(key)
    if (found === undefined) return undefined
    this.#kept.delete(key)
    this.#kept.set(key, found)
    return found.value
  }

  set(key: Key, value: Value, bytes: number): void {
    this.delete(key)
    this.#kept.set(key, { value, bytes })
    this.#bytes += bytes
    for (const [oldest] of this.#kept) {
      if (this.#bytes <= this.#bytesMax || this.#kept.size === 1) return
      this.delete(oldest)
    }
  }

  /** Says how much a value takes that was kept before anybody could know, while it still is. */
  weigh(key: Key, value: Value, bytes: number): void {
    if (this.#kept.get(key)?.value === value) this.set(key, value, bytes)
  }

  delete(key: Key): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0
    this.#kept.delete(key)
  }
}
