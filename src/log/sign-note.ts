import { cosignatureMessage, formatCosignature } from './cosignature.ts'
import type { LogCrypto, LogSigner } from './log-crypto.ts'
import type { NoteSignature } from './signed-note.ts'
import { formatNote } from './signed-note.ts'
import { toUtf8 } from './utf8.ts'
import { verifierKey } from './verifier-key.ts'

/** A name and the key that signs under it. */
export interface NamedSigner {
  readonly name: string
  readonly signer: LogSigner
}

/** Signs a text as a note, by one key or more. Throws on a text or name that notes cannot hold. */
export function signNote(crypto: LogCrypto, text: string, signers: readonly NamedSigner[]): string {
  const signatures = signers.map(({ name, signer }): NoteSignature => {
    const { id } = verifierKey(crypto, { name, use: 'note', publicKey: signer.publicKey })
    return { name, keyId: id, signature: signer.sign(toUtf8(text)) }
  })
  return formatNote({ text, signatures })
}

/** A witness's signature over the text of a checkpoint; `time` in seconds since 1970 UTC. */
export function cosign(
  crypto: LogCrypto,
  { name, signer }: NamedSigner,
  { checkpointText, time }: { checkpointText: string; time: number },
): NoteSignature {
  const { publicKey } = signer
  const { id } = verifierKey(crypto, { name, use: 'cosignature', publicKey })
  const signature = signer.sign(cosignatureMessage(time, checkpointText))
  return { name, keyId: id, signature: formatCosignature({ time, signature }) }
}
