import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { AnnouncedKey } from '../../src/log/announced-keys.ts'
import { keyInForce } from '../../src/log/announced-keys.ts'
import { parseCheckpoint } from '../../src/log/checkpoint.ts'
import { leafHash } from '../../src/log/leaf.ts'
import { rootOfLeaves } from '../../src/log/merkle-tree.ts'
import { noteVerifier } from '../../src/log/note-verifier.ts'
import { openNote } from '../../src/log/signed-note.ts'
import { decodeEntryBundle, tilePath, tilesOfTree } from '../../src/log/tiles.ts'
import { parseVerifierKey } from '../../src/log/verifier-key.ts'
import type { Reply } from '../../src/report/receive/reply.ts'
import { readReply } from '../../src/report/receive/reply.ts'
import { changedPart } from '../docx/changed-part.ts'
import { filesIn } from './data-archive.ts'
import type { ExportedLog, ReplyOfFile, VerdictOfFile } from './kept-folder.ts'
import { verdictOf } from './kept-verdict.ts'
import type { Left } from './tell-story.ts'

/** Reads an exported log, hashes every entry again, and holds its checkpoint against that. */
export function exportedLog(archive: Uint8Array): ExportedLog {
  const files = filesIn(archive)
  const text = (name: string) => files.get(name)?.toString('utf8') ?? ''
  const vkey = text('vkey').trim()
  const key = parseVerifierKey(nodeCrypto, vkey)
  if (!key.ok) throw new Error(`the exported log has no key: ${key.reason}`)
  const note = openNote(text('checkpoint'), [noteVerifier(nodeCrypto, key.key)])
  if (!note.ok) throw new Error(`its key did not sign the exported checkpoint: ${note.reason}`)
  const parsed = parseCheckpoint(note.note.text)
  if (!parsed.ok) throw new Error(`the exported checkpoint is none: ${parsed.reason}`)
  const { origin, size, root } = parsed.checkpoint
  const announced = text('keys')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as AnnouncedKey)
  if (keyInForce(announced, { purpose: 'log', size })?.vkey !== vkey) {
    throw new Error('the list of keys names another key for this size')
  }
  const counted = rootOfLeaves(nodeCrypto, leavesIn(files, size))
  if (Buffer.compare(counted, root) !== 0) throw new Error('the entries give another root')
  const keys = announced.filter(({ purpose }) => purpose === 'log')
  const base64 = Buffer.from(root).toString('base64')
  return { origin, size, root: base64, vkeys: keys.map((one) => one.vkey) }
}

function leavesIn(files: ReadonlyMap<string, Buffer>, size: number): readonly Uint8Array[] {
  return tilesOfTree({ size })
    .filter(({ level }) => level === 'entries')
    .flatMap((tile) => {
      const path = tilePath(tile)
      const bundle = decodeEntryBundle(files.get(path) ?? new Uint8Array(), tile.width)
      if (!bundle.ok) throw new Error(`${path} cannot be read: ${bundle.reason}`)
      return bundle.entries.map((entry) => leafHash(nodeCrypto, entry))
    })
}

/** Changes one figure in the words of a report, as somebody would who is not content with it. */
export function changedReport(docx: Uint8Array): Uint8Array {
  return changedPart(docx, 'word/document.xml', (xml) =>
    xml.replace('研究全面从严治党工作', '专门研究全面从严治党工作'),
  )
}

/**
 * What is said of every report: alone, under each key that its log has had, with the year pack
 * beside it; and of a Word file that somebody changed.
 */
export async function verdictsIn(left: Left, log: ExportedLog): Promise<readonly VerdictOfFile[]> {
  const names = [...left.keys()]
  const docx = names.filter((name) => name.endsWith('.docx'))
  const asked: Omit<VerdictOfFile, 'verdict'>[] = [
    ...names.filter((name) => /\.(docx|pdf|zip)$/.test(name)).map((file) => ({ file })),
    ...docx
      .map((file) => ({ file, with: file.replace('.docx', '.zip') }))
      .filter((one) => left.has(one.with)),
    ...docx
      .filter((file) => file.startsWith('report'))
      .flatMap((file) => log.vkeys.map((key) => ({ file, key }))),
  ]
  const found: VerdictOfFile[] = []
  for (const one of asked) found.push({ ...one, verdict: await verdictOn(left, one) })
  return found
}

/** What is said now of a file of a folder. */
export function verdictOn(left: Left, asked: Omit<VerdictOfFile, 'verdict'>) {
  const file = bytesIn(left, asked.file)
  return verdictOf({
    file,
    ...(asked.with === undefined ? {} : { with: bytesIn(left, asked.with) }),
    ...(asked.key === undefined ? {} : { key: asked.key }),
  })
}

/** What the replies say, each to the report that it answers. */
export function repliesIn(left: Left, verdicts: readonly VerdictOfFile[]): readonly ReplyOfFile[] {
  const names = [...left.keys()].filter((name) => name.endsWith('.reply.json'))
  return names.map((file) => {
    const answered = file.replace('.reply.json', '.docx')
    const report = verdicts.find((one) => one.file === answered)?.verdict
    const sent = { digest: report?.digest ?? '', origin: report?.log?.origin ?? '' }
    return { file, ...sent, reply: replyIn(left, { file, ...sent }) }
  })
}

/** What a reply says now. */
export function replyIn(left: Left, asked: Omit<ReplyOfFile, 'reply'>): ReplyOfFile['reply'] {
  const { file, digest, origin } = asked
  const reply = JSON.parse(Buffer.from(bytesIn(left, file)).toString('utf8')) as Reply
  const read = readReply(nodeCrypto, reply, { digest, origin })
  if (!read.ok) throw new Error(`${file} is not believed: ${read.reason}`)
  return read.reply
}

function bytesIn(left: Left, name: string): Uint8Array {
  const bytes = left.get(name)
  if (!bytes) throw new Error(`${name} is not there`)
  return bytes
}
