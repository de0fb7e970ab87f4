import type { ClientConfig } from 'pg'
import { copiesFolder } from '../adapters/backup/copies-folder.ts'
import { blobsAt } from '../adapters/blobs/blobs-at.ts'
import { signerAddress } from '../adapters/signing/signer-address.ts'
import { askSignerService } from '../adapters/signing/signer-client.ts'
import { refuse } from '../ledger/fault.ts'
import type { OpenOptions } from './open-options.ts'

/** `DATABASE_URL`; null where the database that comes along is used. */
export function databaseUrl(): ClientConfig | null {
  const url = process.env['DATABASE_URL']
  return url ? { connectionString: url } : null
}

/** What lies outside the data folder, as the environment says. */
export function placesElsewhere(): Pick<OpenOptions, 'keys' | 'blobs' | 'copiesFolder'> {
  const { env } = process
  const { SIGNER_URL: signer, FILES_URL: files, BACKUPS_URL: copies } = env
  return {
    ...(signer ? { keys: askSignerService(signerAddress(signer, tlsFiles())) } : {}),
    ...(files ? { blobs: blobsAt(files, env) } : {}),
    ...(copies ? { copiesFolder: copiesFolder(copies, env) } : {}),
  }
}

/** Files of the connection to the signer service, or of the service itself. */
export function tlsFiles(): Parameters<typeof signerAddress>[1] {
  const { SIGNER_CERT: cert, SIGNER_KEY: key, SIGNER_CA: ca } = process.env
  return { cert, key, ca }
}

/** Refuses with `database.url` what wants a database server of its own. */
export function refuseWithoutUrl(): never {
  return refuse('database.url', {
    text: {
      zh: '这需要一个单独的数据库服务器。',
      en: 'This wants a database server of its own.',
    },
    hint: {
      zh: '请在 DATABASE_URL 中给出它。',
      en: 'Name it in DATABASE_URL.',
    },
  })
}
