import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Attestations } from '../../app/ports/audit-ports.ts'
import { formatAttestation } from '../../log/attestation.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { signNote } from '../../log/sign-note.ts'
import { readKeyOf } from './key-file.ts'
import { replaceFile } from './replace-file.ts'

/**
 * Keeps beside the keys how far each log was checked: a file a log. Whoever runs the check without
 * the right to the keys keeps nothing, and checks from the beginning each time.
 */
export function attestationsIn(keysDir: string, crypto: LogCrypto): Attestations {
  const pathOf = (publicId: string) => join(keysDir, `${publicId}.attested`)
  return {
    read: (publicId) => readFile(pathOf(publicId), 'utf8').catch(() => null),
    keep: async (publicId, attestation, vkey) => {
      try {
        const { origin } = attestation
        const signer = readKeyOf(crypto, { keysDir, publicId, origin, purpose: 'log' }, vkey)
        const note = signNote(crypto, formatAttestation(attestation), [signer])
        await replaceFile(pathOf(publicId), note)
        return true
      } catch {
        // The log holds all the same; that nothing was kept is said.
        return false
      }
    },
  }
}
