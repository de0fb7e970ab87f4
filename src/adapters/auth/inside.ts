import type { Pool } from 'pg'
import type { PasswordHashing } from './password-hash.ts'

/** What the parts of this adapter work with. */
export interface Inside {
  readonly pool: Pool
  /** Of this installation, the same for all its servers. */
  readonly secret: string
  readonly hashing: PasswordHashing
}
