import type { Pool } from 'pg'
import type { SignInLibrary } from './sign-in-library.ts'

/** What the parts of this adapter work with. */
export interface Inside {
  readonly pool: Pool
  readonly context: Awaited<SignInLibrary['$context']>
  /** Of this installation, the same for all its servers. */
  readonly secret: string
}
