import type { Pack } from '../../pack/pack.ts'
import type { PackFiles } from '../../pack/pack-files.ts'

/** A pack by the digest of its files. */
export interface PackOfFiles {
  readonly digest: string
  readonly files: PackFiles
}

/** The packs that this server holds. A pack with a mistake never gets in here. */
export interface Packs {
  /** The one it works by. */
  readonly current: Pack
  /** Its files, kept with every organisation that adopts it. */
  readonly files: PackFiles
}

/** The pack of a server that shares its database: that of its own folder, or the one in force. */
export interface SharedPacks extends Packs {
  /** What lies in its own folder. */
  readonly own: PackOfFiles
  /**
   * Works by the pack of this digest from now on, by that of its own folder for null. Refuses with
   * the faults of the pack where this version of the program cannot read it.
   */
  follow(other: PackOfFiles | null): Promise<void>
}

/** The packs that were in force in an installation, one after the other: the last one is. */
export interface PacksInForce {
  /** The one in force, and which one it is; null: there was none yet. */
  newest(): Promise<{ readonly number: number; readonly digest: string } | null>
  wasInForce(digest: string): Promise<boolean>
  /** What is kept under a digest; null: nothing. */
  filesOf(digest: string): Promise<PackFiles | null>
  /** Puts one in force behind the one of a number, 0 for the first; false: another was first. */
  put(pack: PackOfFiles, behind: number): Promise<boolean>
}
