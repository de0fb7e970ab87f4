import type { LogCrypto } from '../../log/log-crypto.ts'
import { decodeEntryBundle, parseTilePath } from '../../log/tiles.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import { parseSealed } from '../evidence/sealed-form.ts'
import type { PackManifest, PackRecord } from '../evidence/year-pack.ts'
import { claimsText, hexHash, packParts } from '../evidence/year-pack.ts'
import type { Archive } from './archive.ts'
import { refuseFile } from './file-fault.ts'
import type { SealedFile } from './read-sealed.ts'
import { wordsOfDocx } from './words-of-docx.ts'
import { namesInZip } from './zip-shape.ts'

const logCheckpoint = `${packParts.log}checkpoint`

/** Whether an archive is a year pack. */
export function isYearPack(archive: Pick<Archive, 'has'>): boolean {
  return archive.has(packParts.manifest) && archive.has(packParts.sealed)
}

/** How the name of a signed report that was taken before has to end: it may be a year pack. */
export function endingOfReport(bytes: Uint8Array): 'docx' | 'zip' {
  const names = namesInZip(bytes)
  return isYearPack({ has: (name) => names.includes(name) }) ? 'zip' : 'docx'
}

/**
 * Reads a year pack: the sealed report, the words of its Word file, every entry of the log, the
 * pack's own files. `open` opens the Word file within. Refuses with `file.…`.
 */
export async function readYearPack(
  crypto: LogCrypto,
  archive: Archive,
  open: (bytes: Uint8Array) => Promise<Archive>,
): Promise<SealedFile> {
  const altered = await alteredParts(crypto, archive)
  const sealedText = await textOf(archive, packParts.sealed)
  const docx = archive.has(packParts.report)
    ? await wordsOfDocx(await open(await archive.read(packParts.report)))
    : null
  const isSame = docx === null || docx.sealedText === sealedText
  const isOfReport = await claimsAreOf(archive, sealedText)
  const wrong = [...(isSame ? [] : [packParts.report]), ...(isOfReport ? [] : [packParts.claims])]
  return {
    kind: 'year-pack',
    sealedText,
    words: docx && docx.words,
    entries: await entriesOf(archive),
    checkpoint: archive.has(logCheckpoint) ? await textOf(archive, logCheckpoint) : null,
    altered: [...new Set([...altered, ...wrong])],
    packFiles: await filesUnder(archive, packParts.pack),
    records: await recordsOf(archive),
  }
}

/** Whoever changes the list of claims can write the manifest anew; the signed report stays. */
async function claimsAreOf(archive: Archive, sealedText: string): Promise<boolean> {
  const sealed = parseSealed(sealedText)
  if (sealed === null || !archive.has(packParts.claims)) return true
  return (await textOf(archive, packParts.claims)) === claimsText(sealed.document)
}

async function alteredParts(crypto: LogCrypto, archive: Archive): Promise<string[]> {
  const manifest = parseManifest(await textOf(archive, packParts.manifest))
  if (manifest === null) return [packParts.manifest]
  const altered: string[] = []
  for (const [path, hash] of Object.entries(manifest.parts)) {
    const isHere = archive.has(path) && hexHash(crypto, await archive.read(path)) === hash
    if (!isHere) altered.push(path)
  }
  const extra = archive.names.filter(
    (name) => name !== packParts.manifest && !Object.hasOwn(manifest.parts, name),
  )
  return [...altered, ...extra]
}

function parseManifest(text: string): PackManifest | null {
  const value = parseJson(text) as PackManifest | null
  const isOurs = value?.taizhang === 'year-pack@1' && typeof value.parts === 'object'
  return isOurs && value.parts !== null ? value : null
}

/** All entries in order; null where the pack brings none. */
async function entriesOf(archive: Archive): Promise<string[] | null> {
  const bundles = archive.names.flatMap((name) => {
    const tile = parseTilePath(name.slice(packParts.log.length))
    return name.startsWith(packParts.log) && tile?.level === 'entries' ? [{ name, ...tile }] : []
  })
  if (bundles.length === 0) return null
  const entries: string[] = []
  for (const { name, width } of bundles.sort((one, other) => one.index - other.index)) {
    const decoded = decodeEntryBundle(await archive.read(name), width)
    if (!decoded.ok) refuseFile('broken', name)
    for (const bytes of decoded.entries) entries.push(fromUtf8(bytes) ?? '')
  }
  return entries
}

async function filesUnder(
  archive: Archive,
  folder: string,
): Promise<Record<string, string> | null> {
  const names = archive.names.filter((name) => name.startsWith(folder))
  if (names.length === 0) return null
  const files: [string, string][] = []
  for (const name of names) files.push([name.slice(folder.length), await textOf(archive, name)])
  return Object.fromEntries(files)
}

async function recordsOf(archive: Archive): Promise<PackRecord[]> {
  const records: PackRecord[] = []
  for (const name of archive.names.filter((one) => one.startsWith(packParts.records))) {
    const value = parseJson(await textOf(archive, name))
    if (!Array.isArray(value)) refuseFile('broken', name)
    for (const record of value as PackRecord[]) records.push(record)
  }
  return records
}

async function textOf(archive: Archive, name: string): Promise<string> {
  return fromUtf8(await archive.read(name)) ?? refuseFile('broken', name)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
