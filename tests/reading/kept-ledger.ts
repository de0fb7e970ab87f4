import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { YearBookWithWords } from '../../src/app/year/year-book.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { booksOf } from '../pack/demo-book.ts'

const file = join(import.meta.dirname, 'ledger.jsonl.gz')

/**
 * Years of the ledger that the judged reports and sentences speak of: the live records of a demo
 * unit as it was once told. It is kept, for their truth was found in it by hand, and the story of
 * the demo goes on.
 */
export function keptBooks(pack: Pack): (year: number) => YearBookWithWords {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')
  return booksOf(
    pack,
    lines.map((line) => JSON.parse(line) as LedgerRecord),
  )
}
