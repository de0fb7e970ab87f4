import type { CopiesState } from '../../app/backup/keep-copies.ts'

/** The copies of this server, as the page is told. */
export type BackupsView = CopiesState
