import { toUtf8 } from './utf8.ts'

/** What a witness says: at this time, this was the largest tree it had seen of the log. */
export interface Cosignature {
  /** Seconds since 1970 UTC. */
  readonly time: number
  /** Ed25519, 64 bytes. */
  readonly signature: Uint8Array
}

const cosignatureBytes = 8 + 64

/** The signed bytes: header, time, and the whole text of the checkpoint. */
export function cosignatureMessage(time: number, checkpointText: string): Uint8Array {
  return toUtf8(`cosignature/v1\ntime ${time}\n${checkpointText}`)
}

/** The blob after the key id of a signature line: the time in 8 bytes, then the signature. */
export function formatCosignature({ time, signature }: Cosignature): Uint8Array {
  if (!Number.isSafeInteger(time) || time < 0) throw new RangeError('not a time in seconds')
  const bytes = new Uint8Array(8 + signature.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(time))
  bytes.set(signature, 8)
  return bytes
}

/** Reads that blob; null when its length or time cannot be. */
export function parseCosignature(blob: Uint8Array): Cosignature | null {
  if (blob.length !== cosignatureBytes) return null
  const time = new DataView(blob.buffer, blob.byteOffset).getBigUint64(0)
  if (time > BigInt(Number.MAX_SAFE_INTEGER)) return null
  return { time: Number(time), signature: blob.subarray(8) }
}
