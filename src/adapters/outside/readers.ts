import type { OutsideReader, ReadingKind, Readings } from '../../app/ports/outside-ports.ts'
import { findingsOf } from '../../report/check/finalise.ts'
import { statedIn } from '../../report/check/free-statements.ts'
import { readBundle, refuseUnopened } from '../../report/exchange/bundle.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { alikePassages } from '../../report/likeness/alike-passages.ts'
import { likenessAmong } from '../../report/likeness/likeness-among.ts'
import { proposeAll } from '../../report/propose/propose-all.ts'
import { readReport } from '../../report/read/read-report.ts'
import { judgeArrival } from '../../report/receive/arrival.ts'
import { growthIn } from '../../report/receive/log-growth.ts'
import { verifyReport } from '../../report/verify/verify-report.ts'
import { judgeUpload } from '../blobs/judge-upload.ts'
import { nodeCrypto } from '../crypto/node-crypto.ts'
import { bundleLimits, openArchive } from '../office/open-archive.ts'
import { readReportFile } from '../office/read-report-file.ts'
import { readSealedFile } from '../office/read-sealed-file.ts'
import { readSheet, readTables } from '../sheet/read-sheet.ts'

type Reader<K extends ReadingKind> = (
  given: Readings[K]['given'],
) => Readings[K]['found'] | Promise<Readings[K]['found']>

/** Claims of a text at most; the longest report of a county has a third of them. */
const claimsMax = 10_000

/** Who reads what. */
const readers: { readonly [K in ReadingKind]: Reader<K> } = {
  report: readReportFile,
  sheet: readSheet,
  tables: readTables,
  sealed: readSealedFile,
  attachment: judgeUpload,
  text: ({ text, ...ledger }) => {
    const read = readReport(text)
    if (read.claims.length + read.deeds.length > claimsMax) refuseFile('too-many-numbers')
    const { reading, proposals } = proposeAll(text, read, ledger)
    return { reading, proposals: Object.fromEntries(proposals) }
  },
  verification: async (file) => {
    const { sealedText, words } = await readSealedFile(file)
    return verifyReport(nodeCrypto, { carried: sealedText, words, key: null })
  },
  arrival: async ({ file, watched }) =>
    judgeArrival(nodeCrypto, await readSealedFile(file), watched),
  growth: async ({ file, ...seen }) => growthIn(nodeCrypto, await readSealedFile(file), seen),
  bundle: async (file) =>
    readBundle(nodeCrypto, await openArchive(file, bundleLimits).catch(refuseUnopened)),
  findings: ({ document, rules }) => findingsOf(document, rules),
  stated: ({ document, accepted }) => statedIn(document, accepted),
  numbers: (text) =>
    readReport(text).claims.filter(({ quantity }) => quantity !== null && !quantity.blank).length,
  passages: ({ text, others }) => alikePassages(text, others),
  likeness: ({ texts, atLeast }) => likenessAmong(texts, { atLeast }),
}

/** Reads in this process, without limits: for tests, and inside the process that has them. */
export function readHere<K extends ReadingKind>(
  kind: K,
  given: Readings[K]['given'],
): Promise<Readings[K]['found']> {
  const read: Reader<K> = readers[kind]
  return Promise.resolve(given).then(read)
}

/** The same as a port. */
export const here: OutsideReader = { read: readHere, until: () => here }
