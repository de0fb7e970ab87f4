import { pictureHead } from '../../ledger/fields/file/picture-head.ts'
import type { Laid } from './protocol.ts'

/** Pixels of a picture that is decoded, and of one side of it, at most: an A3 scan at 600 dpi. */
const pixelsMax = 80_000_000
const sideMax = 30_000

/** Why a file is not shown in the page. */
export type NotShown = 'kind' | 'huge' | 'broken' | 'locked' | 'slow'

/**
 * Makes a file ready to be looked at, by what its bytes are: neither name nor media type is asked.
 * A picture that would grow beyond limits is never decoded.
 */
export function layOut(bytes: ArrayBuffer): Laid | { readonly fails: NotShown } {
  const head = pictureHead(new Uint8Array(bytes))
  if (head === null) return isPdf(bytes) ? { kind: 'pdf', bytes } : { fails: 'kind' }
  const { kind, size } = head
  if (size === null) return { fails: 'broken' }
  const isHuge = size.width * size.height > pixelsMax || Math.max(size.width, size.height) > sideMax
  return isHuge ? { fails: 'huge' } : { kind, bytes }
}

// Some writers put a few bytes before the mark, and the gate lets them.
function isPdf(bytes: ArrayBuffer): boolean {
  const head = new Uint8Array(bytes.slice(0, 1024))
  return new TextDecoder('latin1').decode(head).includes('%PDF-')
}
