import { cosignatureMessage, parseCosignature } from './cosignature.ts'
import type { LogCrypto } from './log-crypto.ts'
import type { NoteVerifier } from './signed-note.ts'
import { toUtf8 } from './utf8.ts'
import type { VerifierKey } from './verifier-key.ts'

/** What checks the signature lines of a key, by what the key is used for. */
export function noteVerifier(crypto: LogCrypto, key: VerifierKey): NoteVerifier {
  const { name, id: keyId, publicKey } = key
  switch (key.use) {
    case 'note':
      return {
        name,
        keyId,
        verify: (text, signature) => crypto.verifyEd25519(publicKey, toUtf8(text), signature),
      }
    case 'cosignature':
      return {
        name,
        keyId,
        verify: (text, blob) => {
          const parsed = parseCosignature(blob)
          if (parsed === null) return false
          const message = cosignatureMessage(parsed.time, text)
          return crypto.verifyEd25519(publicKey, message, parsed.signature)
        },
      }
  }
}
