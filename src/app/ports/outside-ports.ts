import type { SheetTable } from '../../ledger/sheet/table.ts'
import type { FinalRules } from '../../report/check/finalise.ts'
import type { Finding } from '../../report/check/finding.ts'
import type { ReportDocument, StatedAlone } from '../../report/document.ts'
import type { ReadBundle } from '../../report/exchange/bundle.ts'
import type { SealedFile } from '../../report/file/read-sealed.ts'
import type { AlikePassage, OtherText } from '../../report/likeness/alike-passages.ts'
import type { LikePair } from '../../report/likeness/likeness-among.ts'
import type { Proposal } from '../../report/propose/proposal.ts'
import type { Wording } from '../../report/propose/wording.ts'
import type { Reading } from '../../report/read/reading.ts'
import type { Arrival, BelievedLog } from '../../report/receive/arrival.ts'
import type { LogGrowth, SeenTree } from '../../report/receive/log-growth.ts'
import type { Verification } from '../../report/verify/verification.ts'
import type { ReportText } from './file-ports.ts'
import type { OrgId } from './organisation-ports.ts'

/** A text as it was read, with what each claim most likely rests on, by claim id. */
export interface ReadText {
  readonly reading: Reading
  readonly proposals: Readonly<Record<string, Proposal>>
}

/** Everything that is read of what comes from outside: what is given, and what is found. */
export interface Readings {
  /** .docx, .txt or .md */
  readonly report: { readonly given: Uint8Array; readonly found: ReportText }
  /** .xlsx, .csv or a table as text: the first sheet */
  readonly sheet: { readonly given: Uint8Array; readonly found: SheetTable }
  /** Every table of a workbook or a Word file; a .csv or a text is one. */
  readonly tables: { readonly given: Uint8Array; readonly found: readonly SheetTable[] }
  /** What can be verified of a file, its words and its evidence. */
  readonly sealed: { readonly given: Uint8Array; readonly found: SealedFile }
  /** A file to attach: its media type, once it may stay. */
  readonly attachment: {
    readonly given: { readonly name: string; readonly bytes: Uint8Array }
    readonly found: { readonly type: string }
  }
  /** A report's words: its outline, its claims, what of a year's ledger they may mean. */
  readonly text: {
    readonly given: {
      readonly text: string
      readonly wordings: readonly Wording[]
      /** The year it reports on; absent: nothing is held against a year. */
      readonly year?: number
    }
    readonly found: ReadText
  }
  /** Calls, answers and replies of many units, as another server sent them. */
  readonly bundle: { readonly given: Uint8Array; readonly found: ReadBundle }
  /** A file that may be sealed, under whatever key it names itself. */
  readonly verification: { readonly given: Uint8Array; readonly found: Verification }
  /** A report that arrived, under the key that is believed of its sender. */
  readonly arrival: {
    readonly given: { readonly file: Uint8Array; readonly watched: readonly BelievedLog[] }
    readonly found: Arrival
  }
  /** How the log in a verified file stands to trees that were seen of it, under its key. */
  readonly growth: {
    readonly given: {
      readonly file: Uint8Array
      readonly seen: readonly SeenTree[]
      readonly key: string
    }
    readonly found: readonly LogGrowth[]
  }
  /** What stands between a document and its signature: a draft may be nothing but numbers. */
  readonly findings: {
    readonly given: { readonly document: ReportDocument; readonly rules: FinalRules }
    readonly found: readonly Finding[]
  }
  /** Accepted sentences that the document still says. */
  readonly stated: {
    readonly given: {
      readonly document: ReportDocument
      readonly accepted: readonly { readonly sentence: string; readonly by: string }[]
    }
    readonly found: readonly StatedAlone[]
  }
  /** How many numbers a text states. */
  readonly numbers: { readonly given: string; readonly found: number }
  /** Sentences that a text shares with others. */
  readonly passages: {
    readonly given: { readonly text: string; readonly others: readonly OtherText[] }
    readonly found: readonly AlikePassage[]
  }
  /** Texts that share much of their wording, by pairs. */
  readonly likeness: {
    readonly given: { readonly texts: readonly string[]; readonly atLeast: number }
    readonly found: readonly LikePair[]
  }
}

/** The kinds of reading there are. */
export type ReadingKind = keyof Readings

/**
 * Reads what comes from outside, apart from the server, within limits of time and memory. Refuses
 * with `file.…` what cannot be read: also what takes too long (`file.too-costly`), and what comes
 * while too much is waiting (`reading.busy`).
 */
export interface OutsideReader {
  /** `unit` shares fairly with the others that wait; null for whoever works at the terminal. */
  read<K extends ReadingKind>(
    kind: K,
    given: Readings[K]['given'],
    unit: OrgId | null,
  ): Promise<Readings[K]['found']>
  /** The same reader, for one who may go away: what nobody waits for any more is not read on. */
  until(gone: AbortSignal): OutsideReader
}
