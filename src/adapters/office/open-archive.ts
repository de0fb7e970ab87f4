import type { Entry, ZipFile } from 'yauzl'
import { fromBuffer } from 'yauzl'
import { bundleBytesMax } from '../../report/exchange/bundle.ts'
import type { Archive } from '../../report/file/archive.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { checkZipShape } from '../../report/file/zip-shape.ts'

/** Limits of an Office file, most of them those of Apache POI (docs/decisions/0005). */
const officeLimits = {
  archiveBytes: 20 * 1024 * 1024,
  entries: 1000,
  nameChars: 255,
  entryBytes: 50 * 1024 * 1024,
  totalBytes: 200 * 1024 * 1024,
  /** Inflated to compressed; tiny parts may be extreme and harmless. */
  ratio: 100,
  ratioFreeBytes: 512 * 1024,
}

/** Limits of an archive. */
export type ArchiveLimits = typeof officeLimits

/** Those of a report with its evidence, and of a year pack: the log of years may be in it. */
export const packLimits: ArchiveLimits = {
  ...officeLimits,
  archiveBytes: 64 * 1024 * 1024,
  entries: 5000,
  entryBytes: 100 * 1024 * 1024,
  totalBytes: 300 * 1024 * 1024,
}

/** Those of a bundle: what thousands of units sent, none of it larger than a report. */
export const bundleLimits: ArchiveLimits = {
  ...officeLimits,
  archiveBytes: bundleBytesMax,
  entries: 10_000,
  entryBytes: 20 * 1024 * 1024,
  totalBytes: 100 * 1024 * 1024,
}

export type { Archive } from '../../report/file/archive.ts'

/**
 * Opens a ZIP that came from outside. Refuses (`file.broken`, `file.encrypted`, `file.unsafe`,
 * `file.too-large`) before anything is inflated; what is inflated later is counted.
 */
export async function openArchive(
  bytes: Uint8Array,
  limits: ArchiveLimits = officeLimits,
): Promise<Archive> {
  if (bytes.length > limits.archiveBytes) refuseFile('too-large')
  checkZipShape(bytes)
  const zip = await openZip(bytes)
  const entries = await readDirectory(zip, limits)
  let total = 0
  return {
    names: [...entries.keys()],
    has: (name) => entries.has(name),
    read: async (name) => {
      const entry = entries.get(name)
      if (!entry) refuseFile('broken', name)
      const part = await inflate(zip, entry, limits)
      total += part.length
      if (total > limits.totalBytes) refuseFile('unsafe', 'total size')
      return part
    },
  }
}

function openZip(bytes: Uint8Array): Promise<ZipFile> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return new Promise((resolve, reject) => {
    fromBuffer(buffer, { lazyEntries: true, autoClose: false }, (error, zip) => {
      if (zip) resolve(zip)
      else reject(error ?? new Error('no archive'))
    })
  }).catch((error: unknown) => refuseFile('broken', messageOf(error))) as Promise<ZipFile>
}

async function readDirectory(zip: ZipFile, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) refuseFile('unsafe', 'number of parts')
  const entries = new Map<string, Entry>()
  const folded = new Set<string>()
  for await (const entry of entriesOf(zip)) {
    const { fileName } = entry
    checkEntry(entry, limits)
    if (folded.has(fileName.toLowerCase())) refuseFile('unsafe', fileName)
    folded.add(fileName.toLowerCase())
    if (!fileName.endsWith('/')) entries.set(fileName, entry)
  }
  return entries
}

async function* entriesOf(zip: ZipFile): AsyncGenerator<Entry> {
  while (true) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      zip.removeAllListeners()
      zip.once('entry', resolve)
      zip.once('end', () => resolve(null))
      zip.once('error', reject)
      zip.readEntry()
    }).catch((error: unknown) => refuseFile('broken', messageOf(error)))
    if (!entry) return
    yield entry
  }
}

/** General purpose bit 0: encrypted. Upper half of the attributes on Unix: the kind of file. */
function checkEntry(entry: Entry, limits: ArchiveLimits): void {
  const { fileName, compressedSize, uncompressedSize } = entry
  if ((entry.generalPurposeBitFlag & 1) === 1) refuseFile('encrypted')
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    refuseFile('unsafe', 'compression method')
  }
  const isLink = ((entry.externalFileAttributes >>> 16) & 0o170000) === 0o120000
  if (isLink || !isPlainName(fileName)) refuseFile('unsafe', fileName)
  if (
    uncompressedSize > limits.entryBytes ||
    isBomb({ compressed: compressedSize, inflated: uncompressedSize }, limits)
  ) {
    refuseFile('unsafe', fileName)
  }
  if (/vbaProject|oleObject|activeX/i.test(fileName)) refuseFile('unsafe', fileName)
}

/** POI's own rule lets small parts be; a bomb is large by nature. */
function isBomb(
  { compressed, inflated }: { compressed: number; inflated: number },
  limits: ArchiveLimits,
): boolean {
  return inflated > limits.ratioFreeBytes && inflated > compressed * limits.ratio
}

function isPlainName(name: string): boolean {
  return (
    name.length <= officeLimits.nameChars &&
    !name.includes('\0') &&
    !name.includes('\\') &&
    !name.startsWith('/') &&
    !/^[a-z]:/i.test(name) &&
    !name.split('/').includes('..')
  )
}

async function inflate(zip: ZipFile, entry: Entry, limits: ArchiveLimits): Promise<Uint8Array> {
  const stream = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (opened ? resolve(opened) : reject(error)))
  }).catch((error: unknown) => refuseFile('broken', messageOf(error)))
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of stream) {
      const piece = Buffer.from(chunk as Uint8Array)
      size += piece.length
      if (
        size > limits.entryBytes ||
        isBomb({ compressed: entry.compressedSize, inflated: size }, limits)
      )
        break
      chunks.push(piece)
    }
  } catch (error) {
    refuseFile('broken', messageOf(error))
  }
  if (
    size > limits.entryBytes ||
    isBomb({ compressed: entry.compressedSize, inflated: size }, limits)
  ) {
    refuseFile('unsafe', entry.fileName)
  }
  return Buffer.concat(chunks)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
