import type { Pack } from '../../pack/pack.ts'

/** The packs that this server holds. A pack with a mistake never gets in here. */
export interface Packs {
  readonly current: Pack
  /** Its files by path, kept with every organisation that adopts it. */
  readonly files: Readonly<Record<string, string>>
}
