import type { Pool } from 'pg'
import type { KeptCallers } from './kept-callers.ts'
import type { PasswordHashing } from './password-hash.ts'

/** What the parts of this adapter work with. */
export interface Inside {
  readonly pool: Pool
  readonly kept: KeptCallers
  /** Of this installation, the same for all its servers. */
  readonly secret: string
  readonly hashing: PasswordHashing
}
