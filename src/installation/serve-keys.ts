import { resolve } from 'node:path'
import { systemClock } from '../adapters/clock/system-clock.ts'
import { nodeCrypto } from '../adapters/crypto/node-crypto.ts'
import { openDataFolder } from '../adapters/data-folder.ts'
import { findEmbedded } from '../adapters/embedded/embedded.ts'
import { migrate } from '../adapters/postgres/migrate.ts'
import { connectionAs } from '../adapters/postgres/roles.ts'
import { holdKeys } from '../adapters/signing/hold-keys.ts'
import { signerAddress } from '../adapters/signing/signer-address.ts'
import type { SignerService } from '../adapters/signing/signer-service.ts'
import { serveSigner } from '../adapters/signing/signer-service.ts'
import { databaseUrl, refuseWithoutUrl, tlsFiles } from './environment.ts'

/** Holds the keys of a data folder for the servers of its installation. */
export async function serveKeys(data: string, listen: string): Promise<SignerService> {
  const address = signerAddress(listen, tlsFiles())
  const base = databaseUrl() ?? (await findEmbedded({ home: resolve(data) })) ?? refuseWithoutUrl()
  const keysDir = openDataFolder(resolve(data))
  // It may be the first that is started on this database.
  await migrate(base)
  const connection = await connectionAs(base, 'signer')
  const held = holdKeys({ connection, keysDir, crypto: nodeCrypto, clock: systemClock })
  return serveSigner(address, held)
}
