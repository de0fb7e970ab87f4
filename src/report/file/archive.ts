/** The parts of an Office file, read one at a time. */
export interface Archive {
  readonly names: readonly string[]
  has(name: string): boolean
  /** Inflates a part, counting what really comes out, never trusting the directory. */
  read(name: string): Promise<Uint8Array>
}
